import Glibc
import SignetCrypto

/// Reads what is short, straight into locked memory, for it may be secret.
enum SmallFile {
  enum Fault: Error, Equatable {
    case tooLong
    /// The system refused; `code` is its errno.
    case failed(code: CInt)
    /// There is no locked memory for it.
    case crypto(CryptoError)
  }

  /// All bytes until the end of `file`. Throws `Fault.tooLong` past `limit` bytes.
  static func readAll(_ file: CInt, limit: Int) throws(Fault) -> SecretBytes {
    var count = 0
    var failure: CInt = 0
    let content: SecretBytes
    do throws(CryptoError) {
      // One byte more, to notice that there is more.
      let buffer = try SecretBytes(count: limit + 1) { (target) throws(CryptoError) in
        while count < target.count {
          let more = Glibc.read(file, target.baseAddress.map { $0 + count }, target.count - count)
          if more < 0, errno == EINTR { continue }
          if more < 0 { failure = errno }
          guard more > 0 else { break }
          count += more
        }
      }
      content = try buffer.prefix(count)
    } catch {
      throw .crypto(error)
    }
    // Only what was read counts: nought in the place of the rest would make a key of nothing.
    guard failure == 0 else { throw .failed(code: failure) }
    guard count <= limit else { throw .tooLong }
    return content
  }
}

extension SecretBytes {
  /// The first `count` bytes, in memory of their own.
  func prefix(_ count: Int) throws(CryptoError) -> SecretBytes {
    try SecretBytes(count: count) { (target) throws(CryptoError) in
      withBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }
}
