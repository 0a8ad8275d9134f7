import SignetCrypto

/// What a row keeps of a lease, so that it counts after a restart and can be named.
struct SavedLease: Equatable, Sendable {
  let id: LeaseID
  let verifier: String
  let uid: UInt32
  let user: String?
  let pid: Int32
  let since: Timestamp
  /// Nil: all of them.
  let workspaces: Set<WorkspaceID>?
  /// What it held when it was granted. It may hold more by now, never less.
  let holds: UInt64
  /// The machine's boot in which it was granted.
  let boot: String
}

extension Keyring {
  fileprivate static let leaseFormat: UInt8 = 1

  func tag(of lease: LeaseID) throws(CryptoError) -> LookupTag {
    try tag(.lease, Array(lease.text.utf8))
  }

  func seal(_ lease: SavedLease, entropy: some EntropySource) throws(CryptoError) -> LeaseRow {
    let tag = try tag(of: lease.id)
    var writer = CanonicalWriter(capacity: 256)
    writer.write(Self.leaseFormat)
    writer.write(lease.id.text)
    writer.write(lease.verifier)
    writer.write(lease.uid)
    writer.write(lease.user)
    writer.write(UInt32(bitPattern: lease.pid))
    writer.write(lease.since)
    writer.write(lease.workspaces) { writer, workspaces in
      writer.write(UInt32(workspaces.count))
      for id in workspaces.map(\.text).sorted() { writer.write(id) }
    }
    writer.write(lease.holds)
    writer.write(lease.boot)
    let sealed = try seal(
      writer.bytes, under: try cipher(generation: generation), entropy: entropy
    ) { Binding.lease(tag: tag, epoch: $0, generation: generation) }
    return LeaseRow(tag: tag, generation: generation, sealed: sealed)
  }

  /// Throws `CryptoError.authenticationFailed` if the row was changed or moved.
  func open(_ row: LeaseRow) throws(CryptoError) -> SavedLease {
    let content = try open(row.sealed, under: try cipher(generation: row.generation)) {
      Binding.lease(tag: row.tag, epoch: $0, generation: row.generation)
    }
    let lease = try content.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      let lease = try SavedLease(from: &reader)
      try reader.finish()
      return lease
    }
    guard try tag(of: lease.id) == row.tag else { throw .authenticationFailed }
    return lease
  }
}

extension SavedLease {
  fileprivate init(from reader: inout CanonicalReader) throws(CryptoError) {
    guard try reader.uint8() == Keyring.leaseFormat, let id = LeaseID(try reader.string()) else {
      throw .malformedEncoding
    }
    self.id = id
    verifier = try reader.string()
    uid = try reader.uint32()
    user = try reader.optional { (reader) throws(CryptoError) in try reader.string() }
    pid = Int32(bitPattern: try reader.uint32())
    since = try reader.timestamp()
    workspaces = try reader.optional { (reader) throws(CryptoError) in
      Set(
        try reader.list { (reader) throws(CryptoError) in
          guard let id = WorkspaceID(try reader.string()) else { throw .malformedEncoding }
          return id
        })
    }
    holds = try reader.uint64()
    boot = try reader.string()
  }
}
