import SignetCrypto
import SignetTokens

// The content of a sealed record. Format 1; a later format is read beside it, never instead.
extension Workspace {
  private static let format: UInt8 = 1

  /// The record's bytes. They hold the material: wipe the writer after use.
  func encode() -> CanonicalWriter {
    // A version's text is short but for the material of two; a writer that grows wipes what it leaves.
    var writer = CanonicalWriter(capacity: 4096 + versions.count * 256 + idempotency.count * 512)
    writer.write(Self.format)
    writer.write(id.text)
    writer.write(created)
    writer.write(createdAt)
    writer.write(createdBy)
    settings.encode(into: &writer)
    writer.write(UInt32(versions.count))
    for version in versions { version.encode(into: &writer) }
    writer.write(UInt32(idempotency.count))
    for record in idempotency { record.encode(into: &writer) }
    return writer
  }

  /// Throws `CryptoError.malformedEncoding` unless the bytes are a record with the invariant.
  init(record: SecretBytes, revision: UInt64) throws(CryptoError) {
    self = try record.withBytes { (bytes) throws(CryptoError) in
      var reader = CanonicalReader(bytes)
      let workspace = try Workspace(from: &reader, revision: revision)
      try reader.finish()
      guard workspace.isConsistent else { throw .malformedEncoding }
      return workspace
    }
  }

  private init(from reader: inout CanonicalReader, revision: UInt64) throws(CryptoError) {
    guard try reader.uint8() == Self.format, let id = WorkspaceID(try reader.string()) else {
      throw .malformedEncoding
    }
    self.id = id
    self.revision = revision
    created = try reader.uint64()
    createdAt = try reader.timestamp()
    createdBy = try reader.string()
    settings = try SecuritySettings(from: &reader)
    versions = try reader.list { (reader) throws(CryptoError) in
      try SecretVersion(from: &reader)
    }
    idempotency = try reader.list { (reader) throws(CryptoError) in
      try IdempotencyRecord(from: &reader, workspace: id)
    }
  }
}

extension SecretVersion {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(number)
    writer.write(kid.text)
    writer.write(origin.rawValue)
    writer.write(createdAt)
    writer.write(createdBy)
    switch state {
    case .current(let secret):
      writer.write(UInt8(1))
      secret.encode(into: &writer)
    case .retiring(let secret, let grace):
      writer.write(UInt8(2))
      secret.encode(into: &writer)
      grace.encode(into: &writer)
    case .retired(let ending):
      writer.write(UInt8(3))
      ending.encode(into: &writer)
    case .revoked(let ending):
      writer.write(UInt8(4))
      ending.encode(into: &writer)
    }
  }

  init(from reader: inout CanonicalReader) throws(CryptoError) {
    number = try reader.uint32()
    kid = try reader.keyID()
    guard let origin = Origin(rawValue: try reader.uint8()) else { throw .malformedEncoding }
    self.origin = origin
    createdAt = try reader.timestamp()
    createdBy = try reader.string()
    switch try reader.uint8() {
    case 1: state = .current(try IdentitySecret(from: &reader))
    case 2:
      state = .retiring(try IdentitySecret(from: &reader), try GraceWindow(from: &reader))
    case 3: state = .retired(try Ending(from: &reader))
    case 4: state = .revoked(try Ending(from: &reader))
    default: throw .malformedEncoding
    }
  }
}

extension SecretVersion.Ending {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(at)
    writer.write(by)
  }

  init(from reader: inout CanonicalReader) throws(CryptoError) {
    at = try reader.timestamp()
    by = try reader.string()
  }
}

extension SecretVersion.GraceWindow {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(rotatedAt)
    writer.write(rotatedBy)
    writer.write(acceptUntil)
  }

  init(from reader: inout CanonicalReader) throws(CryptoError) {
    rotatedAt = try reader.timestamp()
    rotatedBy = try reader.string()
    acceptUntil = try reader.timestamp()
  }
}

extension IdentitySecret {
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(form.rawValue)
    writer.write(key)
  }

  fileprivate init(from reader: inout CanonicalReader) throws(CryptoError) {
    guard let form = Form(rawValue: try reader.uint8()) else { throw .malformedEncoding }
    self.init(form: form, stored: try SecretBytes(copying: try reader.bytes()))
  }
}
