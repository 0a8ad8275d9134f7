/// Writes values so that no two different sequences of values have the same bytes: integers
/// big-endian, byte strings and texts behind their length (4 bytes), an absent value told from an
/// empty one. What is authenticated, linked or bound as associated data is written with it.
public struct CanonicalWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  /// Makes room for `capacity` bytes at once. A writer that grows past it wipes what it leaves.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Starts with a name that says what the rest is, so that bytes written for one purpose never
  /// pass for another's.
  public init(domain: String) {
    write(domain)
  }

  public mutating func write(_ value: UInt8) {
    withUnsafeBytes(of: value) { append($0) }
  }

  public mutating func write(_ value: UInt32) {
    withUnsafeBytes(of: value.bigEndian) { append($0) }
  }

  public mutating func write(_ value: UInt64) {
    withUnsafeBytes(of: value.bigEndian) { append($0) }
  }

  public mutating func write(_ value: Int64) { write(UInt64(bitPattern: value)) }

  public mutating func write(_ value: some ByteSource) {
    write(UInt32(value.byteCount))
    value.withBytes { append($0) }
  }

  public mutating func write(_ value: String) {
    var value = value
    value.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  public mutating func write<Value>(
    _ value: Value?, with write: (inout CanonicalWriter, Value) -> Void
  ) {
    self.write(UInt8(value == nil ? 0 : 1))
    if let value { write(&self, value) }
  }

  public mutating func write(_ value: String?) { write(value) { $0.write($1) } }
  public mutating func write(_ value: UInt32?) { write(value) { $0.write($1) } }
  public mutating func write(_ value: UInt64?) { write(value) { $0.write($1) } }
  public mutating func write(_ value: Int64?) { write(value) { $0.write($1) } }

  /// Overwrites what was written, for content that was secret.
  public mutating func wipe() {
    bytes.withUnsafeMutableBytes { SignetCrypto.wipe($0) }
    bytes.removeAll()
  }

  private mutating func append(_ more: UnsafeRawBufferPointer) {
    let needed = bytes.count + more.count
    if needed > bytes.capacity {
      // Growing by itself, the array would leave what it held in the memory that it gives back.
      var roomier: [UInt8] = []
      roomier.reserveCapacity(max(needed, 2 * bytes.capacity, 128))
      roomier.append(contentsOf: bytes)
      wipe()
      bytes = roomier
    }
    bytes.append(contentsOf: more)
  }
}

/// Reads what `CanonicalWriter` wrote. Every read throws `CryptoError.malformedEncoding` where the
/// bytes are not what a writer makes.
public struct CanonicalReader {
  private let memory: UnsafeRawBufferPointer
  private var position = 0

  /// The memory must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) {
    memory = bytes
  }

  public var isAtEnd: Bool { position == memory.count }

  public mutating func finish() throws(CryptoError) {
    guard isAtEnd else { throw .malformedEncoding }
  }

  /// The next `count` bytes, in place.
  private mutating func take(_ count: Int) throws(CryptoError) -> UnsafeRawBufferPointer {
    guard count <= memory.count - position else { throw .malformedEncoding }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: memory[position..<position + count])
  }

  public mutating func uint8() throws(CryptoError) -> UInt8 { try take(1)[0] }

  public mutating func uint32() throws(CryptoError) -> UInt32 {
    UInt32(bigEndian: try take(4).loadUnaligned(as: UInt32.self))
  }

  public mutating func uint64() throws(CryptoError) -> UInt64 {
    UInt64(bigEndian: try take(8).loadUnaligned(as: UInt64.self))
  }

  public mutating func int64() throws(CryptoError) -> Int64 { Int64(bitPattern: try uint64()) }

  /// A byte string, in place: copy it into a `SecretBytes` or an array before the memory goes.
  public mutating func bytes() throws(CryptoError) -> UnsafeRawBufferPointer {
    try take(Int(try uint32()))
  }

  public mutating func string() throws(CryptoError) -> String {
    guard let text = String(validating: try bytes(), as: UTF8.self) else {
      throw .malformedEncoding
    }
    return text
  }

  public mutating func optional<Value>(
    _ read: (inout CanonicalReader) throws(CryptoError) -> Value
  ) throws(CryptoError) -> Value? {
    switch try uint8() {
    case 0: return nil
    case 1: return try read(&self)
    default: throw .malformedEncoding
    }
  }
}
