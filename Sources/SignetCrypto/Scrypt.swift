internal import COpenSSL

/// scrypt: a key from a passphrase, so dear to compute in time and memory that guessing is dear too.
/// Source: RFC 7914.
public enum Scrypt {
  /// `count` bytes that depend on `passphrase`, `salt` and `cost`, in locked memory.
  ///
  /// libcrypto works in `cost.memory` bytes and in a copy of the passphrase on the ordinary heap
  /// and wipes both: a process that must not be swapped locks all its memory (mlockall(2)) first.
  ///
  /// Throws `CryptoError.library` when the memory cannot be had or `count` is out of range.
  public static func derive(
    from passphrase: some ByteSource, salt: some ByteSource, cost: ScryptCost, count: Int
  ) throws(CryptoError) -> SecretBytes {
    guard let algorithm else { throw .library("EVP_KDF_fetch") }
    guard let context = EVP_KDF_CTX_new(algorithm) else { throw .library("EVP_KDF_CTX_new") }
    defer { EVP_KDF_CTX_free(context) }
    // N, r, p, and how much memory libcrypto may take: it would refuse more than 32 MiB by itself.
    // The slack is for the few blocks that it adds to what the RFC counts.
    let room = cost.memory + 256 * UInt64(cost.r) * UInt64(cost.p) + (1 << 20)
    var numbers = (cost.n, UInt64(cost.r), UInt64(cost.p), room)
    return try SecretBytes(count: count) { (target) throws(CryptoError) in
      let done = passphrase.withBytes { passphrase in
        salt.withBytes { salt in
          withUnsafeMutablePointer(to: &numbers) { numbers in
            // A tuple of four of one type lies as an array of four does.
            UnsafeMutableRawPointer(numbers).withMemoryRebound(to: UInt64.self, capacity: 4) {
              let parameters = [
                LibraryParameter.octets("pass", passphrase),
                LibraryParameter.octets("salt", salt),
                LibraryParameter.integer("n", $0),
                LibraryParameter.integer("r", $0 + 1),
                LibraryParameter.integer("p", $0 + 2),
                LibraryParameter.integer("maxmem_bytes", $0 + 3),
                LibraryParameter.end,
              ]
              let output = target.assumingMemoryBound(to: UInt8.self).baseAddress
              return EVP_KDF_derive(context, output, target.count, parameters)
            }
          }
        }
      }
      guard done == 1 else { throw .library("EVP_KDF_derive") }
    }
  }

  // SAFETY: fetched once, never changed; EVP_KDF is reference-counted and made to be shared.
  nonisolated(unsafe) private static let algorithm = EVP_KDF_fetch(nil, "SCRYPT", nil)
}
