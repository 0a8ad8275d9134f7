/// A workspace in the list.
public struct WorkspaceListItem: Sendable, Hashable, Codable {
  public var id: String
  public var revision: UInt64
  public var createdAt: APITime?
  public var enforcement: Enforcement
  public var currentVersion: UInt32
  /// When the current secret was created.
  public var currentSince: APITime
  public var rotating: Bool
  /// When the retiring secret ends.
  public var acceptUntil: APITime?
  /// By `rotateEvery`.
  public var rotationDueAt: APITime?

  public init(
    id: String,
    revision: UInt64,
    createdAt: APITime? = nil,
    enforcement: Enforcement,
    currentVersion: UInt32,
    currentSince: APITime,
    rotating: Bool,
    acceptUntil: APITime? = nil,
    rotationDueAt: APITime? = nil
  ) {
    self.id = id
    self.revision = revision
    self.createdAt = createdAt
    self.enforcement = enforcement
    self.currentVersion = currentVersion
    self.currentSince = currentSince
    self.rotating = rotating
    self.acceptUntil = acceptUntil
    self.rotationDueAt = rotationDueAt
  }
}
