import SignetCrypto

/// One run of the daemon on this database, written when it begins and when it has ended in order.
struct Session: Equatable, Sendable {
  /// The machine's boot in which it ran: who was given something on a local socket in an earlier one
  /// is gone.
  var boot: String
  /// Whether it ended in order, so that everything it counted is on the disk.
  var isClean: Bool
  /// The latest moment up to which uses of any workspace may have gone uncounted; nil: there was none.
  var gap: UsageGap?
}

extension Session {
  /// The one that begins now. `previous` is nil where the database tells of none, for the reason
  /// `absence`, and then nothing is known of what was used.
  init(after previous: Session?, absence: UsageGap.Cause, boot: String, at now: Timestamp) {
    self.boot = boot
    isClean = false
    gap = previous?.gap
    if previous == nil { gap.raise(to: UsageGap(at: now, cause: absence)) }
    if previous?.isClean == false { gap.raise(to: UsageGap(at: now, cause: .uncleanStop)) }
  }
}

extension Keyring {
  private static let sessionFormat: UInt8 = 1

  func seal(_ session: Session, entropy: some EntropySource) throws(CryptoError) -> SessionRow {
    var writer = CanonicalWriter(capacity: 128)
    writer.write(Self.sessionFormat)
    writer.write(session.boot)
    writer.write(UInt8(session.isClean ? 1 : 0))
    writer.write(session.gap) { writer, gap in gap.encode(into: &writer) }
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
        gap: try reader.optional { (reader) throws(CryptoError) in try UsageGap(from: &reader) })
      try reader.finish()
      return session
    }
  }
}
