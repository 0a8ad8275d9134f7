import NIOCore
import SignetCrypto

/// Buffers whose bytes may be a secret.
enum SensitiveBuffer {
  /// Overwrites the readable bytes, in every buffer that shares them.
  static func wipe(_ buffer: ByteBuffer) {
    buffer.withUnsafeReadableBytes { bytes in
      // SAFETY: a ByteBuffer's storage is memory from malloc. Writing through the shared storage,
      // instead of a copy made on write, is the purpose: the bytes must be gone for all holders.
      // They are on one event loop, which is the one that runs this.
      SignetCrypto.wipe(UnsafeMutableRawBufferPointer(mutating: bytes))
    }
  }

  /// Appends bytes to a buffer without leaving a copy behind: the source is overwritten, and so is
  /// what the buffer outgrows.
  static func move(_ bytes: ByteBuffer, to buffer: inout ByteBuffer, atMost limit: Int) {
    let needed = buffer.readableBytes + bytes.readableBytes
    if needed > buffer.capacity {
      var larger = ByteBuffer()
      larger.reserveCapacity(max(needed, min(buffer.capacity * 2, limit)))
      larger.writeImmutableBuffer(buffer)
      wipe(buffer)
      buffer = larger
    }
    buffer.writeImmutableBuffer(bytes)
    wipe(bytes)
  }
}
