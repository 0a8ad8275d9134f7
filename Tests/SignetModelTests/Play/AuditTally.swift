import SignetAudit

@testable import SignetCore

/// How many entries of which kind there must be in the audit log.
struct AuditTally {
  struct Kind: Hashable, CustomStringConvertible {
    let action: AuditAction
    let workspace: String?
    let outcome: String
    let isOverride: Bool

    var description: String {
      "\(action.name) \(workspace ?? "-") \(outcome)\(isOverride ? " override" : "")"
    }
  }

  private var expected: [Kind: Int] = [:]
  private var found: [Kind: Int] = [:]
  private var last: UInt64?

  /// `code`: of a refusal.
  mutating func expect(
    _ action: AuditAction, _ workspace: String?, code: String? = nil, isOverride: Bool = false,
    count: Int = 1
  ) {
    let kind = Kind(
      action: action, workspace: workspace, outcome: code ?? "allowed", isOverride: isOverride)
    expected[kind, default: 0] += count
  }

  /// Reads on where it was, and compares.
  mutating func compare(_ service: SecretService) async throws {
    let auditor = Principal(
      uid: 3000, gid: 3000, user: "carol", group: "signet-audit", pid: 1, role: .auditor)
    while true {
      let page = try await service.audit(
        AuditQuery(newestFirst: false, limit: 10_000, after: last), as: auditor,
        context: RequestContext(requestID: "audit"))
      for entry in page.entries {
        try promise(
          entry.sequence == (last ?? 0) + 1, "entry \(entry.sequence) follows \(last ?? 0)")
        last = entry.sequence
        if Self.isCounted(entry.action) { found[Kind(entry), default: 0] += 1 }
      }
      if page.entries.isEmpty || page.next == nil { break }
    }
    for kind in Set(expected.keys).union(found.keys).sorted(by: { "\($0)" < "\($1)" }) {
      try promise(
        expected[kind, default: 0] == found[kind, default: 0],
        "the audit log has \(found[kind, default: 0]) of \(kind), and there were "
          + "\(expected[kind, default: 0])")
    }
  }

  /// All but what reading leaves, and the disclosures to verifiers that lose their answers.
  private static func isCounted(_ action: AuditAction) -> Bool {
    switch action {
    case .workspaceCreate, .workspaceDelete, .settingsUpdate, .secretReveal, .secretRotate,
      .secretRetire, .secretRevoke, .rotationFinish, .rotationReschedule, .rotationRollback,
      .leaseUse:
      true
    case .databaseCreate, .secretIdentify, .keysFetch, .tokenSign, .auditRead, .auditVerify,
      .routeRefuse:
      false
    }
  }
}

extension AuditTally.Kind {
  init(_ entry: AuditEntry) {
    action = entry.action
    workspace = entry.workspace
    outcome = entry.outcome.code ?? "allowed"
    isOverride = entry.details.contains { $0.name == "override" && $0.value == "true" }
  }
}
