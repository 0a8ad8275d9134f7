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
      let done = "SHA256".withCString { name in
        key.withBytes { key in
          salt.withBytes { salt in
            purpose.withBytes { purpose in
              var parameters = [
                OSSL_PARAM_construct_utf8_string(
                  OSSL_KDF_PARAM_DIGEST, UnsafeMutablePointer(mutating: name), 0),
                octets(OSSL_KDF_PARAM_KEY, key),
                octets(OSSL_KDF_PARAM_SALT, salt),
                octets(OSSL_KDF_PARAM_INFO, purpose),
                OSSL_PARAM_construct_end(),
              ]
              let output = target.assumingMemoryBound(to: UInt8.self).baseAddress
              return EVP_KDF_derive(context, output, target.count, &parameters)
            }
          }
        }
      }
      guard done == 1 else { throw .library("EVP_KDF_derive") }
    }
  }

  /// An input of the derivation. libcrypto reads it and never writes it.
  private static func octets(_ name: String, _ bytes: UnsafeRawBufferPointer) -> OSSL_PARAM {
    OSSL_PARAM_construct_octet_string(
      name, UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  // SAFETY: fetched once, never changed; EVP_KDF is reference-counted and made to be shared.
  nonisolated(unsafe) private static let algorithm = EVP_KDF_fetch(nil, "HKDF", nil)
}
