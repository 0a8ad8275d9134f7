import Glibc
import SignetCrypto

/// Reads what is short, straight into locked memory, for it may be secret.
enum SmallFile {
  /// All bytes until the end of `file`. Throws `FileFault.tooLong` past `limit` bytes.
  static func readAll(
    _ file: CInt, path: String, limit: Int
  ) throws(SetupError) -> SecretBytes {
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
    guard failure == 0 else { throw .file(.cannotRead(path: path, code: failure)) }
    guard count <= limit else { throw .file(.tooLong(path: path)) }
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
