import SignetCrypto

/// One run of the daemon on this database, written when it begins and when it has ended in order.
struct Session: Equatable, Sendable {
  /// The machine's boot in which it ran: who was given something on a local socket in an earlier one
  /// is gone.
  var boot: String
  /// Whether it ended in order, so that everything it counted is on the disk.
  var isClean: Bool
  /// The start of the latest run before which uses may have gone uncounted; nil: there was none.
  var gapAt: Timestamp?
}

extension Session {
  /// The one that begins now. `previous` is nil where the database tells of none: it was made by a
  /// version that kept no session, and then nothing is known of what was used.
  init(after previous: Session?, boot: String, at now: Timestamp) {
    self.boot = boot
    isClean = false
    gapAt = previous.map { $0.isClean ? $0.gapAt : now } ?? now
  }
}

extension Keyring {
  private static let sessionFormat: UInt8 = 1

  func seal(_ session: Session, entropy: some EntropySource) throws(CryptoError) -> SessionRow {
    var writer = CanonicalWriter(capacity: 128)
    writer.write(Self.sessionFormat)
    writer.write(session.boot)
    writer.write(UInt8(session.isClean ? 1 : 0))
    writer.write(session.gapAt?.milliseconds)
    let sealed = try seal(
      writer.bytes, under: try cipher(generation: generation), entropy: entropy
    ) { Binding.session(epoch: $0, generation: generation) }
    return SessionRow(generation: generation, sealed: sealed)
  }

  func open(_ row: SessionRow) throws(CryptoError) -> Session {
    let content = try open(row.sealed, under: try cipher(generation: row.generation)) {
      Binding.session(epoch: $0, generation: row.generation)
    }
    return try content.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      guard try reader.uint8() == Self.sessionFormat else { throw .malformedEncoding }
      let session = Session(
        boot: try reader.string(), isClean: try reader.bool(),
        gapAt: try reader.optional { (reader) throws(CryptoError) in try reader.timestamp() })
      try reader.finish()
      return session
    }
  }
}
