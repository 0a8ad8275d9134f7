import Glibc
import SignetCrypto

extension SmallFile {
  /// The same, with what it throws in the words of setup.
  static func readAll(
    _ file: CInt, path: String, limit: Int
  ) throws(SetupError) -> SecretBytes {
    do throws(Fault) {
      return try readAll(file, limit: limit)
    } catch {
      switch error {
      case .tooLong: throw .file(.tooLong(path: path))
      case .failed(let code): throw .file(.cannotRead(path: path, code: code))
      case .crypto(let error): throw .crypto(error)
      }
    }
  }
}
