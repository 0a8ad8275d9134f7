import SignetCrypto

/// That a secret or key id was used in a workspace, and as which version.
struct Reservation: Equatable, Sendable {
  let workspace: WorkspaceID
  let version: UInt32
}

extension Keyring {
  func seal(
    _ reservation: Reservation, tag: LookupTag, owner: LookupTag, revision: UInt64,
    entropy: some EntropySource
  ) throws(CryptoError) -> ReservationRow {
    var writer = CanonicalWriter()
    writer.write(reservation.workspace.text)
    writer.write(reservation.version)
    let sealed = try seal(
      writer.bytes, under: try cipher(generation: generation), entropy: entropy
    ) {
      Binding.reservation(
        tag: tag, owner: owner, revision: revision, epoch: $0, generation: generation)
    }
    return ReservationRow(
      tag: tag, owner: owner, revision: revision, generation: generation, sealed: sealed)
  }

  func open(_ row: ReservationRow) throws(CryptoError) -> Reservation {
    let content = try open(row.sealed, under: try cipher(generation: row.generation)) {
      Binding.reservation(
        tag: row.tag, owner: row.owner, revision: row.revision, epoch: $0,
        generation: row.generation)
    }
    return try content.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      guard let workspace = WorkspaceID(try reader.string()) else { throw .malformedEncoding }
      let reservation = Reservation(workspace: workspace, version: try reader.uint32())
      try reader.finish()
      return reservation
    }
  }

  func element(of row: ReservationRow) throws(CryptoError) -> MultisetHash.Element {
    try .init(
      table: .reservation, key: [row.tag.bytes, row.owner.bytes], revision: row.revision,
      mac: rowSet)
  }
}
