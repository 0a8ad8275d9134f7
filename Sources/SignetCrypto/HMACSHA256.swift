internal import COpenSSL
internal import Synchronization

/// HMAC-SHA256 under one key, ready for many messages and for any thread.
///
/// Source: RFC 2104 and FIPS 198-1; the fast path of EVP_MAC(3): a context that keeps its key is
/// started again without one.
public final class HMACSHA256: Sendable {
  public static let tagLength = 32

  private let context: Mutex<Context>

  /// Throws `CryptoError.library` if libcrypto has no HMAC-SHA256 or no memory.
  public init(key: some ByteSource) throws(CryptoError) {
    context = Mutex(try Context(key: key))
  }

  /// The 32-byte tag of `message`.
  public func tag(of message: some ByteSource) throws(CryptoError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: Self.tagLength)
    var span = tag.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in
      try write(tagOf: message, to: target)
    }
    return tag
  }

  /// Writes the 32-byte tag of `message` into `target`, without touching the heap.
  public func write(
    tagOf message: some ByteSource, to target: UnsafeMutableRawBufferPointer
  ) throws(CryptoError) {
    guard target.count == Self.tagLength else {
      throw .invalidLength(of: "tag", expected: Self.tagLength, actual: target.count)
    }
    let done = message.withBytes { message in
      context.withLock { context in
        context.write(tagOf: message, to: target)
      }
    }
    guard done else { throw .library("EVP_MAC_final") }
  }

  /// Whether `tag` is that of `message`, compared in constant time.
  public func verify(
    _ tag: some ByteSource, of message: some ByteSource
  ) throws(CryptoError) -> Bool {
    constantTimeEqual(try self.tag(of: message), tag)
  }

  // SAFETY: reached only through the mutex around it, so by one thread at a time.
  private final class Context: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(key: some ByteSource) throws(CryptoError) {
      guard let algorithm = Self.algorithm else { throw .library("EVP_MAC_fetch") }
      guard let pointer = EVP_MAC_CTX_new(algorithm) else { throw .library("EVP_MAC_CTX_new") }
      self.pointer = pointer
      let parameters = [LibraryParameter.sha256, LibraryParameter.end]
      let done = key.withBytes { key in
        // EVP_MAC_init takes a NULL key for "the one you have": an empty key needs an address.
        var empty: UInt8 = 0
        guard let start = key.assumingMemoryBound(to: UInt8.self).baseAddress, key.count > 0 else {
          return EVP_MAC_init(pointer, &empty, 0, parameters)
        }
        return EVP_MAC_init(pointer, start, key.count, parameters)
      }
      guard done == 1 else { throw .library("EVP_MAC_init") }
    }

    deinit { EVP_MAC_CTX_free(pointer) }

    func write(
      tagOf message: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer
    ) -> Bool {
      guard EVP_MAC_init(pointer, nil, 0, nil) == 1 else { return false }
      let bytes = message.assumingMemoryBound(to: UInt8.self)
      if let start = bytes.baseAddress, EVP_MAC_update(pointer, start, bytes.count) != 1 {
        return false
      }
      var written = 0
      let output = target.assumingMemoryBound(to: UInt8.self).baseAddress
      return EVP_MAC_final(pointer, output, &written, target.count) == 1 && written == tagLength
    }

    // SAFETY: fetched once, never changed; EVP_MAC is reference-counted and made to be shared.
    nonisolated(unsafe) private static let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)
  }
}
