import Glibc
import SignetCore
import SignetCrypto

/// Why `signetd setup` or `signetd recover` did not do its work. Nothing was changed, and no file is
/// left, but for `notStarted`.
enum SetupError: Error, Equatable {
  case notRoot
  /// Nobody can be asked. `options`: what would make that unnecessary.
  case nobodyToAsk(options: String)
  /// `isWanted`: whether it may be what opens the database, and not what is to be replaced.
  case credentialExists(path: String, isWanted: Bool)
  /// A new key would not open it.
  case databaseExists(directory: String)
  case databaseUnknown(StoreError, directory: String)
  /// The recovery copy is another database's.
  case keyIsAnother(directory: String)
  /// Whether it is cannot be found out; the text says why.
  case keyNotTried(String)
  /// The kernel does not promise to keep this process out of the swap; its errno.
  case memoryNotLocked(code: Int32)
  case passphrase(PassphraseFault)
  case recoveryCopy(RecoveryCopyFault, path: String)
  case file(FileFault)
  case cannotSeal(ChildFault, SealedCredential.Key)
  case sealedDoesNotOpen(ChildFault, SealedCredential.Key)
  case sealedIsAnother
  case crypto(CryptoError)
  /// All else is done, and stays.
  case notStarted(ChildFault)

  /// `signetd: error: …` and, where there is a next step, a hint.
  var text: String {
    "signetd: error: \(message)\n" + (hint.map { "signetd: hint: \($0)\n" } ?? "")
  }

  /// The same in one line, as another command of ours says it.
  var line: String { message + (hint.map { "; \($0)" } ?? "") }

  private var message: String {
    switch self {
    case .notRoot: "only root can seal the master key for this host"
    case .nobodyToAsk: "standard input is not a terminal, and nobody can be asked"
    case .credentialExists(let path, _): "there is a credential already: \(path)"
    case .databaseExists(let directory):
      "there is a database in \(directory), and a new master key would not open it"
    case .databaseUnknown(let error, let directory): StartError.message(error, directory)
    case .keyIsAnother(let directory):
      "the key in the recovery copy does not open the database in \(directory)"
    case .keyNotTried(let reason): "the key cannot be tried on the database: \(reason)"
    case .memoryNotLocked(let code):
      "the memory of this process cannot be kept out of the swap: \(SystemText.of(code))"
    case .passphrase(let fault): fault.message
    case .recoveryCopy(let fault, let path): fault.message(path: path)
    case .file(let fault): fault.message
    case .cannotSeal(let fault, _): "the master key cannot be sealed: \(fault.message)"
    case .sealedDoesNotOpen(let fault, _):
      "what was sealed cannot be opened again: \(fault.message)"
    case .sealedIsAnother: "what was sealed opens as something else"
    case .crypto(let error): StartError.message(error)
    case .notStarted(let fault):
      "the master key is in place, but signetd was not started: \(fault.message)"
    }
  }

  private var hint: String? {
    switch self {
    case .notRoot: "run it as root: sudo signetd …"
    case .nobodyToAsk(let options): "give \(options)"
    case .credentialExists(_, isWanted: true):
      "the master key was made already; see what the daemon says: systemctl status signetd"
    case .credentialExists(let path, isWanted: false):
      "move it away first, if this host does not open it any more: "
        + "mv \(ShellWord.of(path)) \(ShellWord.of(path + ".old"))"
    case .databaseExists:
      "bring its own key back from the recovery copy: signetd recover FILE"
    case .databaseUnknown(let error, let directory): StartError.hint(error, directory)
    case .keyIsAnother:
      "take the copy that was made for this database; if it is to be given up, move it away"
    case .keyNotTried: "mend that first; nothing was changed"
    case .memoryNotLocked: "raise the limit on locked memory: ulimit -l unlimited"
    case .passphrase(let fault): fault.hint
    case .recoveryCopy(let fault, _): fault.hint
    case .file(let fault): fault.hint
    case .cannotSeal(.notFound, _): "it comes with systemd 250 and later"
    case .cannotSeal(_, .tpm2), .sealedDoesNotOpen(_, .tpm2):
      "systemd needs libtss2-esys, libtss2-rc and libtss2-mu for a TPM2; "
        + "--with-key host does without the TPM2"
    case .cannotSeal(_, .host), .sealedDoesNotOpen(_, .host), .sealedIsAnother, .crypto: nil
    case .notStarted:
      "see why: journalctl -u signetd -n 20; then: systemctl enable --now \(Units.all)"
    }
  }
}
