/// What was done, what it is worth, and what to do next.
struct SetupReport {
  enum Recovery {
    case made(path: String)
    case notWanted
    case used(path: String)

    /// Whether a copy exists that survives this machine.
    var exists: Bool {
      if case .notWanted = self { false } else { true }
    }
  }

  let credential: CredentialOptions
  let key: SealedCredential.Key
  let recovery: Recovery

  func say() {
    Console.say(done.joined(separator: "\n"))
    Console.say("\na stolen disk yields:")
    Console.say(StolenDisk.text(key, hasRecoveryCopy: recovery.exists))
    Console.say("\nnext:\n" + next.map { "  " + $0 }.joined(separator: "\n"))
  }

  static func sayRunning() { Console.say("\nsignetd runs, and its sockets are open") }

  private var done: [String] {
    let sealer =
      switch key {
      case .tpm2: "this machine's TPM2, to no state of its firmware"
      case .host: "this machine's host key (\(StolenDisk.hostKeyPath))"
      }
    let sealed = "credential: \(credential.path), sealed with \(sealer), and opened for a check"
    switch recovery {
    case .made(let path):
      return ["recovery copy: \(path), and opened for a check", sealed]
    case .notWanted: return ["recovery copy: none, as you said", sealed]
    case .used(let path): return ["recovery copy: \(path), opened", sealed]
    }
  }

  private var next: [String] {
    var steps: [String] = []
    if case .made(let path) = recovery {
      steps.append(
        "move \(ShellWord.of(path)) off this machine, and keep its passphrase apart from it")
    }
    if !credential.isStandard {
      steps.append(
        "hand it over: LoadCredentialEncrypted=\(SealedCredential.name):\(credential.path)")
    } else if !credential.starts {
      steps.append("systemctl enable --now \(Units.all)")
    }
    return steps + [
      "usermod -aG signet-admin USER     admins, and the dashboard's backend",
      "usermod -aG signet-verify USER    programs that check tokens: they can fetch accepted secrets",
      "usermod -aG signet-audit USER     audit review and monitoring",
      "they log in again; then: signet status",
    ]
  }
}
