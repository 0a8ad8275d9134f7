import Glibc
import SignetCore
import SignetCrypto

/// Where the recovery copy of a new master key goes, and the passphrase that it opens with.
struct RecoveryTarget {
  /// In root's home: a folder that nobody else can change.
  static let suggestedPath: String = {
    let home = getpwuid(0)?.pointee.pw_dir.map { String(cString: $0) } ?? ""
    return home + "/signet-recovery.txt"
  }()

  let path: String
  let passphrase: Passphrase

  /// Asks for what is not given. Nil where none is wanted.
  static func choose(
    path given: String?, passphraseFile: String?, isWanted: Bool
  ) throws(SetupError) -> RecoveryTarget? {
    guard isWanted else { return nil }
    guard Console.isAnswered || (given != nil && passphraseFile != nil) else {
      throw .nobodyToAsk(
        options: "--recovery-out FILE --passphrase-file FILE, or --no-recovery")
    }
    let path = if let given { given } else { try askForPath() }
    // Told before anybody thinks of a passphrase.
    do throws(FileFault) {
      try FilePlace.requireFree(path)
      try FilePlace.requireWritableFolder(of: path)
      try FilePlace.requireOnlyRootMoves(path)
    } catch {
      throw .file(error)
    }
    let passphrase =
      if let passphraseFile {
        try PassphraseFile.read(passphraseFile, isNew: true)
      } else {
        try PassphraseQuestion.new()
      }
    return RecoveryTarget(path: path, passphrase: passphrase)
  }

  /// The copy as text, read and opened again for a check.
  func text(of master: SecretBytes) throws(SetupError) -> [UInt8] {
    let text: [UInt8]
    do throws(CryptoError) {
      let copy = try RecoveryCopy.seal(
        master, under: passphrase, made: WallClock.read().rfc3339, entropy: SystemEntropy())
      text = Array(try RecoveryCopyText.write(copy, remark: Self.remark).utf8)
    } catch {
      throw .crypto(error)
    }
    let again = try RecoveryFile.parse(text, path: path)
    guard try RecoveryFile.open(again, path: path, with: passphrase) == master else {
      throw .recoveryCopy(.wrongPassphrase, path: path)
    }
    return text
  }

  func write(_ text: [UInt8]) throws(SetupError) {
    do throws(FileFault) {
      try NewFile.write(text, to: path)
    } catch {
      throw .file(error)
    }
  }

  func remove() { unlink(path) }

  private static func askForPath() throws(SetupError) -> String {
    Console.tell(
      """
      The recovery copy opens every secret again when this machine is lost. It is a short text,
      sealed under a passphrase: move it off this machine, and keep the two apart.
      recovery copy [\(suggestedPath)]: 
      """)
    guard let line = readLine() else { throw .passphrase(.cancelled) }
    return line.isEmpty ? suggestedPath : line
  }

  /// For who finds it in ten years.
  private static var remark: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.filter {
      $0 > 0x20 && $0 < 0x7F
    }
    return """
      Recovery copy of the master key of Signet on \(String(decoding: host, as: UTF8.self)).
      With its passphrase it opens every secret in the database.
      To use it: signetd recover FILE

      """
  }
}
