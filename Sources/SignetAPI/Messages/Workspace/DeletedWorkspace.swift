/// The answer of `DELETE /v1/workspaces/{ws}`.
public struct DeletedWorkspace: Sendable, Hashable, Codable {
  public var workspace: String
  public var revision: UInt64
  public var epoch: String
  public var deletedAt: APITime
  /// How far verifiers have followed.
  public var propagation: Propagation?

  public init(
    workspace: String,
    revision: UInt64,
    epoch: String,
    deletedAt: APITime,
    propagation: Propagation? = nil
  ) {
    self.workspace = workspace
    self.revision = revision
    self.epoch = epoch
    self.deletedAt = deletedAt
    self.propagation = propagation
  }
}
