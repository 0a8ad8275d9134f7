public import SignetAudit

/// Everything that a Settings → Security page shows, without a secret.
public struct ReadWorkspace: Operation {
  public let id: WorkspaceID
  /// How many of the last audit entries about it; at most 100.
  public let activity: Int

  public init(id: WorkspaceID, activity: Int = 0) {
    self.id = id
    self.activity = activity
  }

  public var permission: Permission { .readWorkspaces }
  public var action: AuditAction? { nil }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> WorkspaceView {
    let opened = try scope.open(id)
    var entries: [AuditEntry] = []
    if activity > 0 {
      let rows = try scope.transaction.auditRows(
        AuditRange(order: .descending, workspace: opened.row.tag, limit: min(activity, 100)))
      entries = try rows.map { try scope.keyring.entry(in: $0, scope.transaction) }
    }
    return WorkspaceView(
      opened.workspace, in: scope, activity: entries,
      usage: try scope.usage(of: opened.row, opened.workspace))
  }
}

extension Keyring {
  /// The entry in `row`, opened behind the link that the row before it holds.
  func entry(in row: AuditRow, _ transaction: any StoreTransaction) throws -> AuditEntry {
    try AuditEntry(decoding: try open(row, after: try link(before: row.sequence, transaction)))
  }

  private func link(
    before sequence: UInt64, _ transaction: any StoreTransaction
  ) throws -> [UInt8] {
    guard sequence > 1 else { return try auditStart().link.bytes }
    guard let previous = try transaction.auditRow(sequence - 1) else {
      throw StoreError.corrupt("audit entry \(sequence - 1) is missing")
    }
    return previous.link
  }
}
