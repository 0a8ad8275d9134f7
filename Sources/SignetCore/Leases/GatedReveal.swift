import SignetAudit

/// A reveal that looks at the leases within its transaction: no rotation can come between the two.
struct GatedReveal: Operation {
  enum Gate: Sendable {
    /// Where verifiers are behind, says so and leaves no entry.
    case waiting
    /// Where verifiers are behind, refuses; but a version of the same commit is looked at again.
    case refusing
    /// Shows the secret all the same.
    case open
  }

  enum Outcome: Sendable {
    case revealed(RevealSecret.Revealed)
    /// Some leases do not hold this revision yet, or may not.
    case behind(revision: UInt64)
  }

  let reveal: RevealSecret
  let leases: LeaseBoard
  let gate: Gate

  var permission: Permission { reveal.permission }
  var action: AuditAction? { reveal.action }
  var workspace: WorkspaceID? { reveal.workspace }

  func run(in scope: OperationScope, grant: Grant) throws -> Outcome {
    let revealed = try reveal.run(in: scope, grant: grant)
    if gate == .open { scope.detail("override", "true") }
    if gate != .open, let pending = pending(revealed.version, in: scope) {
      // A lease that is granted before this is published would be seen by nobody: it is to be looked
      // at once more.
      scope.leavesNoEntry = true
      return .behind(revision: pending)
    }
    let required = try introduction(of: revealed.version, in: scope)
    let (behind, now) = try leases.withTable { (table, now) throws(SignetError) in
      (table.behind(required, workspace: reveal.id, now: now), now)
    }
    if behind.isEmpty { return .revealed(revealed) }
    let named = behind.sorted { $0.precedes($1) }
    switch gate {
    case .open:
      scope.detail("behind", Self.names(named))
      return .revealed(revealed)
    case .waiting:
      scope.leavesNoEntry = true
      return .behind(revision: required)
    case .refusing:
      scope.detail("behind", Self.names(named))
      throw SignetError.verifiersBehind(
        revision: required, behind: named.map { .init($0, now: now, wall: scope.now) })
    }
  }

  /// The revision that brought the version in. Where that is forgotten, one that is not before it: the
  /// workspace's last, or the last that is forgotten.
  private func introduction(of version: UInt32, in scope: OperationScope) throws -> UInt64 {
    if let revision = pending(version, in: scope) { return revision }
    let row = try scope.transaction.workspace(try scope.keyring.tag(of: reveal.id))
    return leases.withTable { table, _ in
      table.ring.introduction(of: version, in: reveal.id)
        ?? min(table.ring.forgotten.revision, row?.revision ?? .max)
    }
  }

  /// The revision of this very transaction that brings the version in: it is not published yet.
  private func pending(_ version: UInt32, in scope: OperationScope) -> UInt64? {
    scope.commit.changes.last { $0.workspace == reveal.id && $0.introduces == version }?.revision
  }

  /// The labels, for the entry; the first few where there are many.
  private static func names(_ leases: [Lease]) -> String {
    let shown = leases.prefix(16).map { "\($0.verifier) (uid \($0.uid))" }.joined(separator: ", ")
    return leases.count > 16 ? "\(shown) and \(leases.count - 16) more" : shown
  }
}
