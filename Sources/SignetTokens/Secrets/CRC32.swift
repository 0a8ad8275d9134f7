/// CRC-32 as in gzip and Ethernet: finds what fingers and clipboards do to a text, and any single
/// changed character for certain. No protection against anyone. Source: RFC 1952 §8.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  /// Of `prefix` and then `bytes`.
  static func checksum(prefix: [UInt8] = [], _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    ~bytes.reduce(prefix.reduce(0xFFFF_FFFF, step), step)
  }

  private static func step(_ value: UInt32, _ byte: UInt8) -> UInt32 {
    table[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8
  }
}
