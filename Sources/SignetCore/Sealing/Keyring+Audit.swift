import SignetAudit
import SignetCrypto

extension Keyring {
  /// The head of an empty log: it stands before entry 1 of this database.
  func auditStart() throws(CryptoError) -> AuditHead { try .start(epoch: epochs[0].bytes) }

  /// The row of `entry`, which follows the link `previous`.
  func seal(
    _ entry: AuditEntry, after previous: AuditLink, entropy: some EntropySource
  ) throws(CryptoError) -> AuditRow {
    let encoded = entry.encoded()
    let workspace = try entry.workspace.map { (id) throws(CryptoError) in
      try tag(.workspace, Array(id.utf8))
    }
    let sealed = try seal(
      encoded, under: try auditCipher(sequence: entry.sequence), entropy: entropy
    ) {
      Binding.audit(
        sequence: entry.sequence, time: entry.time, workspace: workspace,
        previous: previous.bytes, epoch: $0)
    }
    return AuditRow(
      sequence: entry.sequence, time: entry.time, workspace: workspace,
      link: try previous.next(encoded).bytes, sealed: sealed)
  }

  /// The canonical bytes of the entry in `row`, which must follow the link `previous`.
  ///
  /// They hold no secret, and reading the log must not depend on the locked memory that there is.
  func open(_ row: AuditRow, after previous: [UInt8]) throws(CryptoError) -> [UInt8] {
    let (epoch, body) = try SealedHeader.split(row.sealed, epochs: epochs)
    return try auditCipher(sequence: row.sequence).openOrdinary(
      body,
      binding: Binding.audit(
        sequence: row.sequence, time: row.time, workspace: row.workspace, previous: previous,
        epoch: epoch))
  }
}
