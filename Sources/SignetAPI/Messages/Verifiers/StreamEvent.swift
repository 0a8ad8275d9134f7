/// What an event stream says: its first event is `hello`. No event holds key material.
public enum StreamEvent: Sendable, Hashable {
  case hello(Hello)
  case keys(KeysChange)
  case reset(StreamReset)
}

/// `event: hello`: where the stream begins and, on the verifier socket, the lease that it grants.
public struct Hello: Sendable, Hashable, Codable {
  /// Absent on the admin socket: who only watches uses no key.
  public var lease: String?
  /// Counted from when the verifier sent its request.
  public var leaseSeconds: Int?
  public var epoch: String
  /// Changes after this revision follow.
  public var revision: UInt64

  public init(lease: String? = nil, leaseSeconds: Int? = nil, epoch: String, revision: UInt64) {
    self.lease = lease
    self.leaseSeconds = leaseSeconds
    self.epoch = epoch
    self.revision = revision
  }
}

/// `event: keys`: what a workspace's verifiers must know has changed.
public struct KeysChange: Sendable, Hashable, Codable {
  public var workspace: String
  public var revision: UInt64

  public init(workspace: String, revision: UInt64) {
    self.workspace = workspace
    self.revision = revision
  }
}

/// `event: reset`: changes were missed that cannot be told any more. Fetch everything.
public struct StreamReset: Sendable, Hashable, Codable {
  public var epoch: String
  public var revision: UInt64

  public init(epoch: String, revision: UInt64) {
    self.epoch = epoch
    self.revision = revision
  }
}
