import SignetAudit

@testable import SignetCore

/// What has been answered and promised so far. It decides whether what is seen agrees with that.
struct Watch {
  struct Version: Equatable {
    let kid: String
    var state: VersionMetadata.StateName
  }

  /// Something that ended keys, until its propagation is complete.
  struct Ending {
    let revision: UInt64
    let kids: Set<String>
  }

  struct Seen: Hashable {
    let process: ObjectIdentifier
    let workspace: String
  }

  var versions: [String: [Version]] = [:]
  var deleted: Set<String> = []
  /// Of the retiring versions, as their workspaces were seen last.
  var deadlines: [String: Timestamp] = [:]
  /// When a version of the workspace was last said to be accepted for longer.
  var extendedAt: [String: Duration] = [:]
  /// The newest revision in any answer.
  var answered: UInt64 = 0
  /// Revealed without override and not ended since, each with the time until which it was accepted as
  /// that was known to who was shown it: the earliest since.
  var shown: [String: [String: Int64]] = [:]
  /// Retired, revoked or deleted.
  var dead: Set<String> = []
  var endings: [Ending] = []
  /// Dead, and nobody may use them any more.
  var gone: Set<String> = []
  var tally = AuditTally()
  /// One that the kill came between: what became of it is looked at by whoever knows.
  var inDoubt: String?
  var positions: [ObjectIdentifier: UInt64] = [:]
  var revisions: [Seen: UInt64] = [:]
  // How much was really put to the test.
  var revealed = 0
  var heldBack = 0
  var completed = 0
  var checks = 0

  /// A workspace as the daemon tells of it now. `explained`: how many versions the change itself has
  /// retired; all others were retired by their deadlines.
  ///
  /// Answers how many were revoked.
  @discardableResult
  mutating func saw(_ view: WorkspaceView, explained: Int) throws -> Int {
    let name = view.id.text
    let known = versions[name] ?? []
    var retired = -explained
    var revoked = 0
    var ended: Set<String> = []
    for (index, metadata) in view.versions.enumerated() {
      let version = Version(kid: metadata.kid.text, state: metadata.state)
      let before = index < known.count ? known[index] : nil
      if let before {
        try promise(before.kid == version.kid, "version \(index + 1) of \(name) has another kid")
        if before.state.isTerminal {
          try promise(
            before.state == version.state,
            "version \(index + 1) of \(name) was \(before.state) and is \(version.state)")
        }
      }
      if version.state.isTerminal, !(before?.state.isTerminal ?? false) {
        ended.insert(version.kid)
        if version.state == .retired { retired += 1 } else { revoked += 1 }
      }
    }
    try promise(view.versions.count >= known.count, "a version of \(name) is lost")
    try promise(
      view.versions.count { !$0.state.isTerminal } <= 2, "\(name) has more than two that live")
    for version in view.versions {
      deadlines[version.kid.text] = version.grace?.acceptUntil
    }
    versions[name] = view.versions.map { Version(kid: $0.kid.text, state: $0.state) }
    if retired > 0 { tally.expect(.secretRetire, name, count: retired) }
    end(ended, at: view.revision)
    return revoked
  }

  mutating func end(_ kids: Set<String>, at revision: UInt64) {
    guard !kids.isEmpty else { return }
    dead.formUnion(kids)
    for name in shown.keys { for kid in kids { shown[name]?[kid] = nil } }
    endings.append(Ending(revision: revision, kids: kids))
  }

  mutating func delete(_ name: String, at revision: UInt64) {
    end(Set((versions[name] ?? []).map(\.kid)), at: revision)
    versions[name] = nil
    shown[name] = nil
    deleted.insert(name)
  }

  mutating func answer(_ revision: UInt64) throws {
    answered = max(answered, revision)
  }

  /// What is on the disk after a start, however the daemon ended.
  mutating func started(_ service: SecretService) async throws {
    try promise(
      service.revision >= answered,
      "revision \(answered) was answered, and after the start it is \(service.revision)")
    for name in versions.keys.sorted() where name != inDoubt {
      try await read(name, from: service, afterStart: true)
    }
    inDoubt = nil
    for name in deleted { try await expectDeleted(name, service) }
  }

  /// Reads a workspace and compares. Answers how many versions were revoked.
  @discardableResult
  mutating func read(
    _ name: String, from service: SecretService, explained: Int = 0, afterStart: Bool = false
  ) async throws -> Int {
    guard let id = WorkspaceID(name) else { return 0 }
    let known = versions[name]
    let view = try await service.perform(
      ReadWorkspace(id: id), as: World.admin, context: RequestContext(requestID: "read"))
    if afterStart, let known {
      try promise(
        known.count == view.versions.count,
        "\(name) had \(known.count) versions and has \(view.versions.count) after the start")
      for (version, metadata) in zip(known, view.versions) where version.state != metadata.state {
        try promise(
          version.state == .retiring && metadata.state == .retired,
          "version \(metadata.number) of \(name) was \(version.state) and is "
            + "\(metadata.state) after the start")
      }
    }
    return try saw(view, explained: explained)
  }

  private func expectDeleted(_ name: String, _ service: SecretService) async throws {
    guard let id = WorkspaceID(name) else { return }
    do {
      _ = try await service.loadKeys(of: id)
    } catch SignetError.workspaceNotFound {
      return
    }
    throw Fallen("\(name) was deleted and has keys again")
  }
}

extension VersionMetadata.StateName {
  var isTerminal: Bool {
    switch self {
    case .current, .retiring: false
    case .retired, .revoked: true
    }
  }
}
