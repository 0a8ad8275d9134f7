import Glibc

/// Why a file cannot be made or read.
enum FileFault: Error, Equatable {
  case exists(path: String)
  case cannotWrite(path: String, code: Int32)
  case cannotRead(path: String, code: Int32)
  /// It has more bytes than anything that it could be.
  case tooLong(path: String)
  /// The folder for the credential is not root's alone to write.
  case folderNotTrusted(path: String)
  /// Somebody else than root could exchange what is in the folder, or in one below it.
  case folderOfOthers(path: String)

  var message: String {
    switch self {
    case .exists(let path): "\(path) exists already, and nothing is written over it"
    case .cannotWrite(let path, let code):
      "\(path) cannot be written: \(SystemText.of(code))"
    case .cannotRead(let path, let code): "\(path) cannot be read: \(SystemText.of(code))"
    case .tooLong(let path): "\(path) is too long for what it should be"
    case .folderNotTrusted(let path):
      "\(path) is not a directory that only root can write to"
    case .folderOfOthers(let path):
      "others than root may write to \(path), and could exchange what lies in it or below"
    }
  }

  var hint: String? {
    switch self {
    case .exists:
      "give another name; a copy left by an interrupted setup opens nothing: "
        + "delete it if there is no credential"
    case .cannotWrite(let path, ENOENT), .cannotWrite(let path, ENOTDIR):
      "the folder must exist: \(ShellWord.of(FilePlace.folder(of: path)))"
    case .cannotWrite(_, ENOSPC), .cannotWrite(_, EDQUOT): "make room, then try again"
    case .cannotWrite(_, EINVAL): "this file system cannot make a file safely: give another place"
    case .folderNotTrusted(let path):
      "chown root: \(ShellWord.of(path)) && chmod 700 \(ShellWord.of(path))"
    case .folderOfOthers: "give a place that is root's, such as \(RecoveryTarget.suggestedPath)"
    case .cannotWrite, .cannotRead, .tooLong: nil
    }
  }
}
