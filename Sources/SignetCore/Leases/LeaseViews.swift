/// A lease that was granted, durably.
public struct LeaseGrant: Equatable, Sendable {
  public let lease: LeaseID
  /// What the lease holds, and where its stream begins: changes after this revision are to be told.
  /// The newest one, or what the lease held whose place it takes.
  public let revision: UInt64
}

/// A lease that was renewed.
public struct LeaseRenewed: Equatable, Sendable {
  /// What the lease is down for: what was said, what it held before, or the newest revision where
  /// nothing that concerns it has changed since.
  public let holds: UInt64
  /// The newest revision.
  public let revision: UInt64
}

/// A live lease, as of one moment.
public struct LeaseView: Equatable, Sendable {
  public let lease: LeaseID
  /// The verifier's own name for itself; many may share one.
  public let verifier: String
  public let uid: UInt32
  /// The name that the uid had when the lease was granted.
  public let user: String?
  /// A hint only.
  public let pid: Int32
  public let since: Timestamp
  /// When it runs out unless it is renewed.
  public let expiresAt: Timestamp
  public let holds: UInt64
  /// Changes that concern it and that it does not hold yet.
  public let lag: Int
  /// Whether its event stream is open.
  public let isConnected: Bool
  /// The workspaces that it is for; nil where it is for all.
  public let workspaces: Set<WorkspaceID>?
  /// When it last renewed, and so reported; nil before the first time.
  public let reportedAt: Timestamp?
}

/// How far a revision has come, as of one moment. Each list is in the order of the verifiers' names.
public struct PropagationView: Equatable, Sendable {
  public let revision: UInt64
  /// Whether no verifier that keeps the contract uses a key set from before the revision any more.
  public let isComplete: Bool
  /// Live leases that hold the revision.
  public let holding: [Standing]
  /// Leases that ran out since, in the last ten minutes, and never held it.
  public let expired: [Standing]
  /// Live leases that do not hold it yet.
  public let behind: [Standing]
  /// Until when a key set may still be used that was fetched without a lease before the revision;
  /// nil once that has passed.
  public let anonymousUntil: Timestamp?

  public struct Standing: Equatable, Sendable {
    public let lease: LeaseID
    public let verifier: String
    public let uid: UInt32
    /// When it ran out, or will unless it is renewed.
    public let expiresAt: Timestamp
  }
}

/// What leases say about whether all uses of a workspace's keys are known.
public struct LeaseFacts: Equatable, Sendable {
  /// Live leases that concern the workspace.
  public let live: [Reporter]

  public struct Reporter: Equatable, Sendable {
    public let lease: LeaseID
    public let verifier: String
    public let since: Timestamp
    /// The last accepted renewal, whose report was recorded before; nil before the first.
    public let reported: Reported?
  }

  public struct Reported: Equatable, Sendable {
    /// On the clock that suspends count on.
    public let uptime: Duration
    public let at: Timestamp
  }
}
