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
    writer.write(retiring) { writer, retiring in
      retiring.version.encode(into: &writer)
      writer.write(retiring.acceptUntil)
    }
    writer.write(UInt32(ended.count))
    for ended in ended {
      ended.version.encode(into: &writer)
      writer.write(ended.state)
    }
    settings.encode(into: &writer)
  }

  init(from reader: inout CanonicalReader, workspace: WorkspaceID) throws(CryptoError) {
    self.workspace = workspace
    revision = try reader.uint64()
    at = try reader.timestamp()
    current = try Version(from: &reader)
    retiring = try reader.optional { (reader) throws(CryptoError) in
      Retiring(version: try Version(from: &reader), acceptUntil: try reader.timestamp())
    }
    ended = try reader.list { (reader) throws(CryptoError) in
      Ended(version: try Version(from: &reader), state: try reader.string())
    }
    settings = try SecuritySettings(from: &reader)
  }
}

extension Receipt.Version {
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(number)
    writer.write(kid.text)
  }

  fileprivate init(from reader: inout CanonicalReader) throws(CryptoError) {
    number = try reader.uint32()
    kid = try reader.keyID()
  }
}
