import NIOCore

/// Writes JSON straight into the buffer that goes out. For bodies that hold a secret, so that no
/// encoder keeps a copy, and for the hot path, where an encoder is too slow.
struct JSONBody {
  private(set) var buffer: ByteBuffer

  /// `capacity` must suffice: a buffer that grows leaves what it held behind.
  init(capacity: Int) { buffer = ByteBufferAllocator().buffer(capacity: capacity) }

  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { _ = buffer.writeBytes($0) }
  }

  mutating func raw(_ bytes: [UInt8]) { buffer.writeBytes(bytes) }

  mutating func integer(_ value: some BinaryInteger) { buffer.writeString(String(value)) }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string(UnsafeRawBufferPointer($0)) }
  }

  /// A string of UTF-8 bytes, escaped as RFC 8259 §7 asks.
  mutating func string(_ bytes: UnsafeRawBufferPointer) {
    buffer.writeInteger(UInt8(ascii: "\""))
    var plain = bytes.startIndex
    for (place, byte) in bytes.enumerated()
    where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      buffer.writeBytes(bytes[plain..<place])
      escape(byte)
      plain = place + 1
    }
    buffer.writeBytes(bytes[plain...])
    buffer.writeInteger(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    buffer.writeInteger(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.writeInteger(byte)
    case 0x0A: buffer.writeInteger(UInt8(ascii: "n"))
    case 0x0D: buffer.writeInteger(UInt8(ascii: "r"))
    case 0x09: buffer.writeInteger(UInt8(ascii: "t"))
    default:
      raw("u00")
      for digit in [byte >> 4, byte & 15] {
        buffer.writeInteger(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}
