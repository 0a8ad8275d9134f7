internal import COpenSSL

/// SHA-256. Source: FIPS 180-4.
public enum SHA256 {
  /// The 32 bytes of the digest of `message`.
  public static func hash(_ message: some ByteSource) throws(CryptoError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let done = message.withBytes { message in
      EVP_Q_digest(nil, "SHA256", nil, message.baseAddress, message.count, &digest, nil)
    }
    guard done == 1 else { throw .library("EVP_Q_digest") }
    return digest
  }
}
