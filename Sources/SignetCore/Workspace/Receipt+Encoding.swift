import SignetCrypto
import SignetTokens

extension IdempotencyRecord {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(owner)
    writer.write(requestDigest)
    receipt.encode(into: &writer)
  }

  init(from reader: inout CanonicalReader, workspace: WorkspaceID) throws(CryptoError) {
    owner = try reader.array()
    requestDigest = try reader.array()
    receipt = try Receipt(from: &reader, workspace: workspace)
  }
}

extension Receipt {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(revision)
    writer.write(at)
    current.encode(into: &writer)
    writer.write(retiring) { writer, retiring in retiring.encode(into: &writer) }
    writer.write(UInt32(ended.count))
    for version in ended { version.encode(into: &writer) }
    settings.encode(into: &writer)
  }

  init(from reader: inout CanonicalReader, workspace: WorkspaceID) throws(CryptoError) {
    self.workspace = workspace
    revision = try reader.uint64()
    at = try reader.timestamp()
    current = try VersionMetadata(from: &reader)
    retiring = try reader.optional { (reader) throws(CryptoError) in
      try VersionMetadata(from: &reader)
    }
    ended = try reader.list { (reader) throws(CryptoError) in
      try VersionMetadata(from: &reader)
    }
    settings = try SecuritySettings(from: &reader)
  }
}

extension VersionMetadata {
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(number)
    writer.write(kid.text)
    writer.write(origin.rawValue)
    writer.write(state.rawValue)
    writer.write(createdAt)
    writer.write(createdBy)
    writer.write(grace) { writer, grace in grace.encode(into: &writer) }
    writer.write(ending) { writer, ending in ending.encode(into: &writer) }
  }

  fileprivate init(from reader: inout CanonicalReader) throws(CryptoError) {
    number = try reader.uint32()
    kid = try reader.keyID()
    guard let origin = SecretVersion.Origin(rawValue: try reader.uint8()),
      let state = StateName(rawValue: try reader.string())
    else { throw .malformedEncoding }
    self.origin = origin
    self.state = state
    createdAt = try reader.timestamp()
    createdBy = try reader.string()
    grace = try reader.optional { (reader) throws(CryptoError) in
      try SecretVersion.GraceWindow(from: &reader)
    }
    ending = try reader.optional { (reader) throws(CryptoError) in
      try SecretVersion.Ending(from: &reader)
    }
  }
}
