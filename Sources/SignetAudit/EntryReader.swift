internal import SignetCrypto

/// Reads the fields of an entry; every failure is `AuditEncodingError.malformed`.
struct EntryReader {
  private var reader: CanonicalReader

  /// The memory must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer) {
    reader = CanonicalReader(bytes)
  }

  mutating func uint8() throws(AuditEncodingError) -> UInt8 {
    try field { (reader) throws(CryptoError) in try reader.uint8() }
  }

  mutating func uint32() throws(AuditEncodingError) -> UInt32 {
    try field { (reader) throws(CryptoError) in try reader.uint32() }
  }

  mutating func uint64() throws(AuditEncodingError) -> UInt64 {
    try field { (reader) throws(CryptoError) in try reader.uint64() }
  }

  mutating func int64() throws(AuditEncodingError) -> Int64 {
    try field { (reader) throws(CryptoError) in try reader.int64() }
  }

  mutating func bytes() throws(AuditEncodingError) -> [UInt8] {
    try field { (reader) throws(CryptoError) in Array(try reader.bytes()) }
  }

  mutating func text() throws(AuditEncodingError) -> String {
    try field { (reader) throws(CryptoError) in try reader.string() }
  }

  mutating func optionalText() throws(AuditEncodingError) -> String? {
    try optional { (reader) throws(CryptoError) in try reader.string() }
  }

  mutating func optionalUInt32() throws(AuditEncodingError) -> UInt32? {
    try optional { (reader) throws(CryptoError) in try reader.uint32() }
  }

  mutating func optionalUInt64() throws(AuditEncodingError) -> UInt64? {
    try optional { (reader) throws(CryptoError) in try reader.uint64() }
  }

  mutating func finish() throws(AuditEncodingError) {
    try field { (reader) throws(CryptoError) in try reader.finish() }
  }

  private mutating func optional<Value>(
    _ read: (inout CanonicalReader) throws(CryptoError) -> Value
  ) throws(AuditEncodingError) -> Value? {
    try field { (reader) throws(CryptoError) in try reader.optional(read) }
  }

  private mutating func field<Value>(
    _ read: (inout CanonicalReader) throws(CryptoError) -> Value
  ) throws(AuditEncodingError) -> Value {
    do { return try read(&reader) } catch { throw .malformed }
  }
}
