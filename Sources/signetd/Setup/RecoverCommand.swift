import ArgumentParser
import Glibc
import SignetCrypto

/// `signetd recover`: brings the master key back from its recovery copy.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Bring the master key back from its recovery copy, and seal it for this host.",
    discussion: """
      For a new machine, and for one whose TPM2 or host key is lost. Put the database back first. \
      The key is tried on it first, and where it does not open it nothing is written. Nothing is \
      written over: move a credential that does not open away.
      """)

  @Argument(help: "The recovery copy.")
  var copy: String

  @Option(
    help: "The passphrase: a file that only its owner can read, or a pipe such as /dev/stdin.")
  var passphraseFile: String?

  @Option(help: "Where the database is. The key must open it; there may be none yet.")
  var stateDir = "/var/lib/signet"

  @OptionGroup
  var credential: CredentialOptions

  func run() throws {
    do throws(SetupError) {
      try SetupProcess.prepare()
      let file = CredentialFile(path: credential.path, isWanted: false)
      try file.requireFree()
      let sealedCopy = try RecoveryFile.read(copy)
      let master = try RecoveryFile.open(sealedCopy, path: copy, with: try passphrase())
      try KeyTrial.require(master, opens: stateDir)
      let sealed = try SealedCredential.seal(master, with: credential.withKey)
      try SetupProcess.uninterrupted { () throws(SetupError) in
        try file.write(sealed)
      }
      SetupReport(credential: credential, key: sealed.key, recovery: .used(path: copy)).say()
      if credential.starts {
        try Units.start()
        SetupReport.sayRunning()
      }
    } catch {
      throw error.exit()
    }
  }

  private func passphrase() throws(SetupError) -> Passphrase {
    if let passphraseFile { return try PassphraseFile.read(passphraseFile, isNew: false) }
    guard Console.isAnswered else { throw .nobodyToAsk(options: "--passphrase-file FILE") }
    return try PassphraseQuestion.existing()
  }
}
