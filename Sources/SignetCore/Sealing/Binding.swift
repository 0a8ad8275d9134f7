import SignetCrypto

/// Associated data of sealed bytes: where they belong. Sealed bytes moved to another table, another
/// row, another epoch or beside other clear columns do not open.
enum Binding {
  static func keyring() -> [UInt8] { CanonicalWriter(domain: "signet keyring v1").bytes }

  static func ledger(writes: UInt64, epoch: Epoch, generation: UInt32) -> [UInt8] {
    row("ledger", epoch: epoch, generation: generation) { $0.write(writes) }
  }

  /// The key outlives changes of the record, so no revision is bound here.
  static func dataKey(tag: LookupTag, epoch: Epoch, generation: UInt32) -> [UInt8] {
    row("workspace key", epoch: epoch, generation: generation) { $0.write(tag.bytes) }
  }

  static func workspace(_ row: WorkspaceRow, epoch: Epoch, generation: UInt32) -> [UInt8] {
    self.row("workspace", epoch: epoch, generation: generation) {
      $0.write(row.tag.bytes)
      $0.write(row.created)
      $0.write(row.revision)
      $0.write(row.nextDeadline)
    }
  }

  /// Neither revision nor deadline is bound: it is not rewritten when the record changes.
  static func usage(_ row: WorkspaceRow, epoch: Epoch) -> [UInt8] {
    self.row("workspace usage", epoch: epoch, generation: row.generation) {
      $0.write(row.tag.bytes)
      $0.write(row.created)
    }
  }

  static func reservation(
    tag: LookupTag, owner: LookupTag, revision: UInt64, epoch: Epoch, generation: UInt32
  ) -> [UInt8] {
    row("reservation", epoch: epoch, generation: generation) {
      $0.write(tag.bytes)
      $0.write(owner.bytes)
      $0.write(revision)
    }
  }

  static func tombstone(
    tag: LookupTag, revision: UInt64, epoch: Epoch, generation: UInt32
  ) -> [UInt8] {
    row("tombstone", epoch: epoch, generation: generation) {
      $0.write(tag.bytes)
      $0.write(revision)
    }
  }

  static func lease(tag: LookupTag, epoch: Epoch, generation: UInt32) -> [UInt8] {
    row("lease", epoch: epoch, generation: generation) { $0.write(tag.bytes) }
  }

  static func session(epoch: Epoch, generation: UInt32) -> [UInt8] {
    row("session", epoch: epoch, generation: generation) { _ in }
  }

  /// The previous link is bound too: an entry opens only behind the one it was written behind.
  static func audit(
    sequence: UInt64, time: Int64, workspace: LookupTag?, previous: [UInt8], epoch: Epoch
  ) -> [UInt8] {
    row("audit", epoch: epoch, generation: 0) {
      $0.write(sequence)
      $0.write(time)
      $0.write(workspace) { $0.write($1.bytes) }
      $0.write(previous)
    }
  }

  private static func row(
    _ table: String, epoch: Epoch, generation: UInt32, _ rest: (inout CanonicalWriter) -> Void
  ) -> [UInt8] {
    var writer = CanonicalWriter(domain: "signet row v1")
    writer.write(table)
    writer.write(epoch.bytes)
    writer.write(generation)
    rest(&writer)
    return writer.bytes
  }
}
