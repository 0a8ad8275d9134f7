import SignetCrypto

/// What is left of a deleted workspace: its id, so that it never comes back, and what a repeated
/// deletion is to be told.
struct Tombstone: Equatable, Sendable {
  let workspace: WorkspaceID
  let at: Timestamp
  let by: String
  let deletion: Deletion
  let idempotency: Request?

  /// The request that deleted it, if it had an Idempotency-Key.
  struct Request: Equatable, Sendable {
    let owner: [UInt8]
    let digest: [UInt8]
  }
}

extension Keyring {
  func seal(_ tombstone: Tombstone, revision: UInt64, entropy: some EntropySource)
    throws(CryptoError) -> TombstoneRow
  {
    let tag = try tag(of: tombstone.workspace)
    var writer = CanonicalWriter()
    writer.write(tombstone.workspace.text)
    writer.write(tombstone.at)
    writer.write(tombstone.by)
    writer.write(tombstone.deletion.revision)
    writer.write(tombstone.idempotency) { writer, request in
      writer.write(request.owner)
      writer.write(request.digest)
    }
    let sealed = try seal(
      writer.bytes, under: try cipher(generation: generation), entropy: entropy
    ) { Binding.tombstone(tag: tag, revision: revision, epoch: $0, generation: generation) }
    return TombstoneRow(tag: tag, revision: revision, generation: generation, sealed: sealed)
  }

  func open(_ row: TombstoneRow) throws(CryptoError) -> Tombstone {
    let content = try open(row.sealed, under: try cipher(generation: row.generation)) {
      Binding.tombstone(
        tag: row.tag, revision: row.revision, epoch: $0, generation: row.generation)
    }
    return try content.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      guard let workspace = WorkspaceID(try reader.string()) else { throw .malformedEncoding }
      let at = try reader.timestamp()
      let tombstone = Tombstone(
        workspace: workspace, at: at, by: try reader.string(),
        deletion: Deletion(workspace: workspace, revision: try reader.uint64(), at: at),
        idempotency: try reader.optional { (reader) throws(CryptoError) in
          Tombstone.Request(owner: try reader.array(), digest: try reader.array())
        })
      try reader.finish()
      return tombstone
    }
  }

  func element(of row: TombstoneRow) throws(CryptoError) -> MultisetHash.Element {
    try .init(table: .tombstone, key: [row.tag.bytes], revision: row.revision, mac: rowSet)
  }
}
