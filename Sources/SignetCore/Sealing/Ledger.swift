import SignetAudit
import SignetCrypto

/// The state that all rows share, rewritten in each transaction: where the numbering stands, the
/// head of the audit log, the latest time that was ever committed, the hash of all rows.
struct Ledger: Equatable, Sendable {
  var revision: UInt64
  var auditHead: AuditHead
  /// The high-water mark of time: no deadline that has passed at it is ever open again.
  var latestTime: Timestamp
  var rows: MultisetHash
  /// How often the ledger was written.
  var writes: UInt64
}

extension Keyring {
  private static let ledgerFormat: UInt8 = 1

  func seal(_ ledger: Ledger, entropy: some EntropySource) throws(CryptoError) -> LedgerRow {
    var writer = CanonicalWriter(capacity: 128)
    writer.write(Self.ledgerFormat)
    writer.write(ledger.revision)
    writer.write(ledger.auditHead.sequence)
    writer.write(ledger.auditHead.link.bytes)
    writer.write(ledger.latestTime)
    ledger.rows.encode(into: &writer)
    let cipher = try ledgerCipher(generation: generation, writes: ledger.writes)
    let sealed = try seal(writer.bytes, under: cipher, entropy: entropy) {
      Binding.ledger(writes: ledger.writes, epoch: $0, generation: generation)
    }
    return LedgerRow(writes: ledger.writes, generation: generation, sealed: sealed)
  }

  func open(_ row: LedgerRow) throws(CryptoError) -> Ledger {
    let cipher = try ledgerCipher(generation: row.generation, writes: row.writes)
    let content = try open(row.sealed, under: cipher) {
      Binding.ledger(writes: row.writes, epoch: $0, generation: row.generation)
    }
    return try content.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      guard try reader.uint8() == Self.ledgerFormat else { throw .malformedEncoding }
      let ledger = Ledger(
        revision: try reader.uint64(),
        auditHead: AuditHead(
          sequence: try reader.uint64(), link: try AuditLink(try reader.array())),
        latestTime: try reader.timestamp(), rows: try MultisetHash(from: &reader),
        writes: row.writes)
      try reader.finish()
      return ledger
    }
  }
}
