import Glibc

/// The sealed credential where systemd looks for it.
struct CredentialFile {
  static let standardPath = "/etc/credstore.encrypted/signet.master-key"

  let path: String
  /// Whether one that is there already may be what opens the database.
  let isWanted: Bool

  /// Throws where there is one, or where others than root could exchange it.
  func requireFree() throws(SetupError) {
    do throws(FileFault) {
      try FilePlace.requireFree(path)
    } catch .exists {
      throw .credentialExists(path: path, isWanted: isWanted)
    } catch {
      throw .file(error)
    }
    let folder = FilePlace.folder(of: path)
    var status = stat()
    guard stat(folder, &status) == 0 else {
      // Made by `write`.
      guard errno == ENOENT else { throw .file(.cannotWrite(path: path, code: errno)) }
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == 0, status.st_mode & 0o022 == 0
    else { throw .file(.folderNotTrusted(path: folder)) }
  }

  /// Throws with no file left, and no folder that was not there before.
  func write(_ credential: SealedCredential) throws(SetupError) {
    let folder = FilePlace.folder(of: path)
    let isMade = mkdir(folder, 0o700) == 0
    guard isMade || errno == EEXIST else {
      throw .file(.cannotWrite(path: folder, code: errno))
    }
    do throws(FileFault) {
      try NewFile.write(credential.bytes, to: path)
      if isMade {
        let code = FilePlace.sync(FilePlace.folder(of: folder))
        guard code == 0 else {
          unlink(path)
          throw .cannotWrite(path: folder, code: code)
        }
      }
    } catch {
      if isMade { rmdir(folder) }
      if case .exists = error { throw .credentialExists(path: path, isWanted: isWanted) }
      throw .file(error)
    }
  }
}
