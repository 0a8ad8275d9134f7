import ArgumentParser
import SignetCore
import SignetCrypto
import SignetSQLite

/// `signetd setup`: makes the master key of a new database, sealed for this host.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Make the master key, seal it for this host, and start.",
    discussion: """
      Makes the master key, seals it with systemd-creds(1), and writes a recovery copy of it that \
      opens with a passphrase of at least \(Passphrase.shortest) characters: all that is left of \
      the key when this machine is lost. On a terminal it asks for what is not given.

      Nothing is ever written over. Where it fails, nothing was changed. Where it is killed between \
      its two files, the recovery copy is there and no credential: that copy opens nothing, delete it.
      """)

  @Option(help: "Write the recovery copy to this new file.")
  var recoveryOut: String?

  @Option(
    help: "The passphrase: a file that only its owner can read, or a pipe such as /dev/stdin.")
  var passphraseFile: String?

  @Flag(name: .customLong("no-recovery"), help: "Make no recovery copy.")
  var hasNoRecovery = false

  @Option(help: "Where the database will be. One that is there already needs its own key.")
  var stateDir = "/var/lib/signet"

  @OptionGroup
  var credential: CredentialOptions

  func validate() throws {
    if hasNoRecovery, recoveryOut != nil || passphraseFile != nil {
      throw ValidationError("--no-recovery goes with neither --recovery-out nor --passphrase-file")
    }
    if passphraseFile != nil, recoveryOut == nil {
      throw ValidationError("--passphrase-file needs --recovery-out")
    }
  }

  func run() throws {
    do throws(SetupError) {
      try SetupProcess.prepare()
      let file = CredentialFile(path: credential.path, isWanted: true)
      try file.requireFree()
      try requireNoDatabase()
      let target = try RecoveryTarget.choose(
        path: recoveryOut, passphraseFile: passphraseFile, isWanted: !hasNoRecovery)
      let master = try Self.makeKey()
      let sealed = try SealedCredential.seal(master, with: credential.withKey)
      let copy: (target: RecoveryTarget, text: [UInt8])? =
        if let target { (target, try target.text(of: master)) } else { nil }
      try SetupProcess.uninterrupted { () throws(SetupError) in
        // First, so that no moment has the credential in force without its copy.
        if let copy { try copy.target.write(copy.text) }
        do throws(SetupError) {
          try file.write(sealed)
        } catch {
          target?.remove()
          throw error
        }
      }
      SetupReport(
        credential: credential, key: sealed.key,
        recovery: target.map { .made(path: $0.path) } ?? .notWanted
      ).say()
      if credential.starts {
        try Units.start()
        SetupReport.sayRunning()
      }
    } catch {
      throw error.exit()
    }
  }

  private func requireNoDatabase() throws(SetupError) {
    do throws(StoreError) {
      guard try SQLiteStore.exists(in: stateDir) else { return }
    } catch {
      throw .databaseUnknown(error, directory: stateDir)
    }
    throw .databaseExists(directory: stateDir)
  }

  private static func makeKey() throws(SetupError) -> SecretBytes {
    do throws(CryptoError) {
      return try SecretBytes(random: MasterKey.length, from: SystemEntropy())
    } catch {
      throw .crypto(error)
    }
  }
}
