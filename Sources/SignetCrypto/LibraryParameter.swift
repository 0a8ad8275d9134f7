internal import COpenSSL

/// Parameters of libcrypto's algorithms. An OSSL_PARAM keeps pointers to its name and to its value
/// and copies neither, so names are static here (a Swift `String` would lend one for the call only)
/// and values must stay where they are until libcrypto has read them.
enum LibraryParameter {
  /// "digest": SHA-256.
  static var sha256: OSSL_PARAM {
    OSSL_PARAM_construct_utf8_string(pointer("digest"), pointer("SHA256"), 0)
  }

  /// An input, which libcrypto reads and never writes. An empty one needs an address, too: it
  /// takes NULL for a mistake.
  static func octets(_ name: StaticString, _ bytes: UnsafeRawBufferPointer) -> OSSL_PARAM {
    let start = bytes.baseAddress ?? UnsafeRawPointer(name.utf8Start)
    return OSSL_PARAM_construct_octet_string(
      pointer(name), UnsafeMutableRawPointer(mutating: start), bytes.count)
  }

  /// A number, which libcrypto reads and never writes.
  static func integer(
    _ name: StaticString, _ value: UnsafeMutablePointer<UInt64>
  ) -> OSSL_PARAM {
    OSSL_PARAM_construct_uint64(pointer(name), value)
  }

  static var end: OSSL_PARAM { OSSL_PARAM_construct_end() }

  /// The characters of a literal, which end with a NUL and are there as long as the process.
  private static func pointer(_ text: StaticString) -> UnsafeMutablePointer<CChar> {
    UnsafeMutableRawPointer(mutating: text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
