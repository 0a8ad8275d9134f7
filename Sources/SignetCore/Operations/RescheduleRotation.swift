public import SignetAudit

/// Moves the end of the grace window.
public struct RescheduleRotation: WorkspaceChange {
  public enum End: Equatable, Sendable {
    case at(Timestamp)
    case after(Duration)
  }

  public let id: WorkspaceID
  public let end: End

  public init(id: WorkspaceID, end: End) {
    self.id = id
    self.end = end
  }

  public var action: AuditAction? { .rotationReschedule }

  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]? {
    let now = scope.deadlineNow
    let (acceptUntil, pointer) =
      switch end {
      case .at(let time): (time, "/acceptUntil")
      case .after(let grace): (now + grace, "/grace")
      }
    let before = workspace.nextDeadline
    try workspace.reschedule(to: acceptUntil, now: now, pointer: pointer)
    scope.version = workspace.retiring?.number
    // Verifiers that do not know of it yet refuse the version from the earlier end on.
    if before.map({ $0 < acceptUntil }) ?? true { scope.introduced = scope.version }
    if let before { scope.detail("from", before.rfc3339) }
    scope.detail("acceptUntil", acceptUntil.rfc3339)
    return []
  }
}
