internal import COpenSSL

/// Bytes that must not be seen: on the secure heap, wiped when the last reference goes, redacted
/// when printed, compared in constant time. Deliberately not `Codable`.
///
/// They never change after initialisation.
// SAFETY: the memory is written only inside `init`, before any other reference exists, and freed
// only in `deinit`, after the last one has gone.
public final class SecretBytes: @unchecked Sendable, Equatable, ByteSource, CustomStringConvertible,
  CustomReflectable
{
  private let start: UnsafeMutableRawPointer
  public let count: Int

  /// Makes room for `count` zero bytes and lets `fill` write them.
  ///
  /// Throws `CryptoError.secureHeapUnavailable` or `.secureHeapExhausted`, or what `fill` throws.
  public init(
    count: Int, fill: (UnsafeMutableRawBufferPointer) throws(CryptoError) -> Void
  ) throws(CryptoError) {
    try SecureHeap.start()
    // A size of nought would come back as NULL and look like exhaustion.
    guard let start = signet_secure_malloc(max(count, 1)) else {
      ERR_clear_error()
      throw .secureHeapExhausted
    }
    // An exhausted or absent secure heap must never turn into the plain one.
    guard CRYPTO_secure_allocated(start) == 1 else {
      OPENSSL_cleanse(start, max(count, 1))
      signet_secure_clear_free(start, max(count, 1))
      throw .secureHeapExhausted
    }
    self.start = start
    self.count = count
    let buffer = UnsafeMutableRawBufferPointer(start: start, count: count)
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    try fill(buffer)
  }

  /// A copy of `bytes`. The original is the caller's to wipe.
  public convenience init(copying bytes: some ByteSource) throws(CryptoError) {
    try self.init(count: bytes.byteCount) { (target) throws(CryptoError) in
      bytes.withBytes { target.copyMemory(from: $0) }
    }
  }

  /// `count` bytes from `entropy`. Throws `CryptoError.entropyUnavailable`.
  public convenience init(
    random count: Int, from entropy: some EntropySource
  ) throws(CryptoError) {
    try self.init(count: count) { (target) throws(CryptoError) in try entropy.fill(target) }
  }

  deinit { signet_secure_clear_free(start, max(count, 1)) }

  public var byteCount: Int { count }

  /// Lends the bytes. They must not be kept past `body`.
  public func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  public static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    constantTimeEqual(left, right)
  }

  public var description: String { "SecretBytes(\(count) bytes, redacted)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
