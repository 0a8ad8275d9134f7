internal import COpenSSL
internal import Synchronization

/// The part of memory that holds secrets: OpenSSL's secure heap, which is locked (never swapped),
/// lies between guard pages and is left out of core dumps.
///
/// Source: OPENSSL_secure_malloc(3).
public enum SecureHeap {
  /// Bytes set up when nobody asked for another size. Fits the 8 MiB that an unprivileged process
  /// may lock on Debian 12.
  public static let defaultSize = 4 << 20

  private static let outcome = Mutex<Result<Void, CryptoError>?>(nil)
  private static let chosen = Mutex(defaultSize)

  /// Bytes of the heap, or those that it will have.
  public static var size: Int { chosen.withLock { $0 } }

  /// Bytes of the heap that a `SecretBytes` of `count` bytes takes: it deals in powers of two.
  public static func cost(of count: Int) -> Int {
    var block = smallestBlock
    while block < count { block *= 2 }
    return block
  }

  private static let smallestBlock = 32

  /// Sets up `size` bytes (a power of two), once a process; later calls change nothing and answer
  /// what the first one did. `SecretBytes` calls it with the default size if nobody did.
  ///
  /// Throws `CryptoError.secureHeapUnavailable` if the memory could not be had or not be locked:
  /// a heap that may be swapped is no place for a secret.
  public static func start(size: Int = defaultSize) throws(CryptoError) {
    // libcrypto does not refuse such a size, it aborts the process.
    guard size > 0, size & (size - 1) == 0 else {
      throw .secureHeapUnavailable("its size, \(size) bytes, is not a power of two")
    }
    let result = outcome.withLock { (outcome: inout Result<Void, CryptoError>?) in
      if let outcome { return outcome }
      let first = initialise(size: size)
      chosen.withLock { $0 = size }
      outcome = first
      return first
    }
    try result.get()
  }

  /// Bytes of the heap that are taken, in its own rounding.
  public static var used: Int { Int(CRYPTO_secure_used()) }

  private static func initialise(size: Int) -> Result<Void, CryptoError> {
    // Threads may still be at work while the process exits: the library must not clear away
    // under them.
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    switch CRYPTO_secure_malloc_init(size, smallestBlock) {
    case 1: return .success(())
    case 2:
      return .failure(
        .secureHeapUnavailable(
          "its \(size) bytes could not be locked: raise the limit on locked memory (ulimit -l)"))
    default:
      ERR_clear_error()
      return .failure(.secureHeapUnavailable("\(size) bytes of guarded memory could not be had"))
    }
  }
}
