/// Why a primitive of this module could not do what it was asked.
public enum CryptoError: Error, Equatable, Sendable {
  /// A sealed message, its associated data or its key is not the one it was sealed with.
  case authenticationFailed
  /// A key, nonce, tag or output does not have the length its algorithm prescribes, in bytes.
  case invalidLength(of: String, expected: Int, actual: Int)
  /// The text is not base64url as RFC 4648 §5 writes it: unpadded, canonical, nothing else.
  case invalidBase64URL
  /// The bytes end before the value that was to be read, or say a length they do not have.
  case malformedEncoding
  /// The operating system's generator gave nothing.
  case entropyUnavailable
  /// The locked heap for secrets could not be set up; the text says why.
  case secureHeapUnavailable(String)
  /// The locked heap for secrets is full. Nothing was put on the plain heap instead.
  case secureHeapExhausted
  /// libcrypto refused; the function's name and its error.
  case library(function: String, reason: String)
}
