internal import COpenSSL

/// Where randomness comes from: the operating system in the daemon, a seeded sequence in a test.
public protocol EntropySource: Sendable {
  /// Fills `target` with bytes nobody can predict. Throws `CryptoError.entropyUnavailable`.
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError)
}

extension EntropySource {
  /// `count` bytes that are not secret, such as a nonce or an id.
  public func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in try fill(target) }
    return bytes
  }
}

/// libcrypto's generator for private values, seeded by the kernel. Source: RAND_priv_bytes_ex(3).
public struct SystemEntropy: EntropySource {
  public init() {}

  public func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    guard let start = target.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    guard RAND_priv_bytes_ex(nil, start, target.count, 0) == 1 else {
      ERR_clear_error()
      throw .entropyUnavailable
    }
  }
}
