/// A workspace's row: all that is in clear is here, beside two sealed byte strings.
public struct WorkspaceRow: Equatable, Sendable {
  /// Primary key: the tag of the workspace's id.
  public var tag: LookupTag
  /// The revision that created it: unique, and the order of lists.
  public var created: UInt64
  /// The revision that last changed it.
  public var revision: UInt64
  /// When the retiring version ends, in milliseconds; nil where there is none.
  public var nextDeadline: Int64?
  /// The sealing generation of `wrappedKey`.
  public var generation: UInt32
  /// The workspace's data key, sealed under the generation's key.
  public var wrappedKey: [UInt8]
  /// The record, sealed under the data key.
  public var record: [UInt8]
  /// How its versions are used, sealed under the data key; nil where nothing is known yet. It stays as
  /// it is when the record is rewritten, and no revision is made by a change of it.
  public var usage: [UInt8]?

  public init(
    tag: LookupTag, created: UInt64, revision: UInt64, nextDeadline: Int64?, generation: UInt32,
    wrappedKey: [UInt8], record: [UInt8], usage: [UInt8]? = nil
  ) {
    self.tag = tag
    self.created = created
    self.revision = revision
    self.nextDeadline = nextDeadline
    self.generation = generation
    self.wrappedKey = wrappedKey
    self.record = record
    self.usage = usage
  }
}

/// That a secret or a key id was once used in a workspace. Primary key: (tag, owner).
public struct ReservationRow: Equatable, Sendable {
  /// The tag of the secret or of the key id.
  public var tag: LookupTag
  /// The tag of the workspace.
  public var owner: LookupTag
  public var revision: UInt64
  public var generation: UInt32
  /// Which version it was, sealed.
  public var sealed: [UInt8]

  public init(
    tag: LookupTag, owner: LookupTag, revision: UInt64, generation: UInt32, sealed: [UInt8]
  ) {
    self.tag = tag
    self.owner = owner
    self.revision = revision
    self.generation = generation
    self.sealed = sealed
  }
}

/// What keeps a deleted workspace's id from being created again. Primary key: the id's tag.
public struct TombstoneRow: Equatable, Sendable {
  public var tag: LookupTag
  public var revision: UInt64
  public var generation: UInt32
  public var sealed: [UInt8]

  public init(tag: LookupTag, revision: UInt64, generation: UInt32, sealed: [UInt8]) {
    self.tag = tag
    self.revision = revision
    self.generation = generation
    self.sealed = sealed
  }
}

/// An audit entry. Primary key: its sequence number, from 1 without a gap.
public struct AuditRow: Equatable, Sendable {
  public var sequence: UInt64
  /// Milliseconds, for ranges.
  public var time: Int64
  /// The tag of the workspace it tells of, for filters; nil where it tells of none.
  public var workspace: LookupTag?
  /// SHA-256 of the previous link and this entry: 32 bytes.
  public var link: [UInt8]
  public var sealed: [UInt8]

  public init(sequence: UInt64, time: Int64, workspace: LookupTag?, link: [UInt8], sealed: [UInt8])
  {
    self.sequence = sequence
    self.time = time
    self.workspace = workspace
    self.link = link
    self.sealed = sealed
  }
}

/// Which audit rows to read.
public struct AuditRange: Sendable {
  public enum Order: Sendable { case ascending, descending }

  /// Rows strictly after this sequence in `order`; nil: from the first in that order.
  public var after: UInt64?
  public var order: Order
  public var workspace: LookupTag?
  /// Milliseconds, included; nil: no bound.
  public var since: Int64?
  /// Milliseconds, not included; nil: no bound.
  public var until: Int64?
  public var limit: Int

  public init(
    after: UInt64? = nil, order: Order, workspace: LookupTag? = nil, since: Int64? = nil,
    until: Int64? = nil, limit: Int
  ) {
    self.after = after
    self.order = order
    self.workspace = workspace
    self.since = since
    self.until = until
    self.limit = limit
  }
}

/// The ledger's row: the state that all rows share, sealed.
public struct LedgerRow: Equatable, Sendable {
  /// How often it was written. Chooses the key, so that none seals too much.
  public var writes: UInt64
  public var generation: UInt32
  public var sealed: [UInt8]

  public init(writes: UInt64, generation: UInt32, sealed: [UInt8]) {
    self.writes = writes
    self.generation = generation
    self.sealed = sealed
  }
}

/// An outstanding lease's row. Primary key: the tag of the lease's id.
public struct LeaseRow: Equatable, Sendable {
  public var tag: LookupTag
  public var generation: UInt32
  /// Whose it is and what for, sealed.
  public var sealed: [UInt8]

  public init(tag: LookupTag, generation: UInt32, sealed: [UInt8]) {
    self.tag = tag
    self.generation = generation
    self.sealed = sealed
  }
}

/// The row of the daemon's present run, or of its last one.
public struct SessionRow: Equatable, Sendable {
  public var generation: UInt32
  public var sealed: [UInt8]

  public init(generation: UInt32, sealed: [UInt8]) {
    self.generation = generation
    self.sealed = sealed
  }
}
