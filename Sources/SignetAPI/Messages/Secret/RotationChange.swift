/// The answer of every change of a workspace's secrets: create, rotate, finish, reschedule,
/// rollback, revoke. It says what holds from this revision on, and never a secret.
public struct RotationChange: Sendable, Hashable, Codable {
  public var workspace: String
  public var revision: UInt64
  public var epoch: String
  public var now: APITime
  public var current: SecretVersion
  public var rotation: RotationStatus
  /// The versions that this change retired or revoked.
  public var ended: [SecretVersion]?
  /// How far verifiers have followed.
  public var propagation: Propagation?

  public init(
    workspace: String,
    revision: UInt64,
    epoch: String,
    now: APITime,
    current: SecretVersion,
    rotation: RotationStatus,
    ended: [SecretVersion]? = nil,
    propagation: Propagation? = nil
  ) {
    self.workspace = workspace
    self.revision = revision
    self.epoch = epoch
    self.now = now
    self.current = current
    self.rotation = rotation
    self.ended = ended
    self.propagation = propagation
  }
}
