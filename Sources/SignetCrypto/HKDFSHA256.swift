internal import COpenSSL

/// HKDF with SHA-256: keys for separate purposes from one. Source: RFC 5869.
public enum HKDFSHA256 {
  /// `count` bytes (at most 8,160) that depend on `key`, `salt` and `purpose`.
  ///
  /// Throws `CryptoError.library` when `count` is out of range.
  public static func derive(
    from key: some ByteSource, salt: some ByteSource = [UInt8](), purpose: some ByteSource,
    count: Int
  ) throws(CryptoError) -> SecretBytes {
    guard let algorithm else { throw .library("EVP_KDF_fetch") }
    guard let context = EVP_KDF_CTX_new(algorithm) else { throw .library("EVP_KDF_CTX_new") }
    defer { EVP_KDF_CTX_free(context) }
    return try SecretBytes(count: count) { (target) throws(CryptoError) in
      let done = key.withBytes { key in
        salt.withBytes { salt in
          purpose.withBytes { purpose in
            let parameters = [
              LibraryParameter.sha256,
              LibraryParameter.octets("key", key),
              LibraryParameter.octets("salt", salt),
              LibraryParameter.octets("info", purpose),
              LibraryParameter.end,
            ]
            let output = target.assumingMemoryBound(to: UInt8.self).baseAddress
            return EVP_KDF_derive(context, output, target.count, parameters)
          }
        }
      }
      guard done == 1 else { throw .library("EVP_KDF_derive") }
    }
  }

  // SAFETY: fetched once, never changed; EVP_KDF is reference-counted and made to be shared.
  nonisolated(unsafe) private static let algorithm = EVP_KDF_fetch(nil, "HKDF", nil)
}
