import Glibc
import SignetServer

extension StartError {
  /// What to do about a runtime directory or a socket.
  static func hint(_ error: SocketError) -> String? {
    switch error {
    case .runtimeDirectoryInUse(_, let pid):
      "one runtime directory is served by one daemon: "
        + (pid.map { "see ps -fp \($0), or " } ?? "") + "give another --runtime-dir"
    case .socketInUse(let path): "see who it is: ss -xlp | grep \(ShellWord.of(path))"
    case .directoryNotTrusted(let path, .notADirectory):
      "move \(ShellWord.of(path)) away, or give another --runtime-dir"
    case .directoryNotTrusted(let path, .foreignOwner):
      "chown \(Account.name): \(ShellWord.of(path)), or give another --runtime-dir"
    case .directoryNotTrusted(let path, .writableByOthers): "chmod 755 \(ShellWord.of(path))"
    case .notASocket(let path): "see what it is, and move it away: ls -l \(ShellWord.of(path))"
    case .pathTooLong: "give a shorter --runtime-dir"
    case .systemCallFailed("mkdir", let path, ENOENT):
      "the folder that \(ShellWord.of(path)) lies in must exist"
    case .systemCallFailed("mkdir", let path, EACCES):
      "as root: install -d -o \(Account.name) -m 755 \(ShellWord.of(path))"
    case .systemCallFailed, .notAListeningSocket: nil
    }
  }
}
