import NIOCore
import SignetJSON

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

  /// A string of UTF-8 bytes.
  mutating func string(_ bytes: UnsafeRawBufferPointer) {
    buffer.writeInteger(UInt8(ascii: "\""))
    JSONEscape.pieces(of: bytes) { buffer.writeBytes($0) }
    buffer.writeInteger(UInt8(ascii: "\""))
  }
}
