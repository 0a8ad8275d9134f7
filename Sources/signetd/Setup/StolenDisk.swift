import Glibc

/// What the way of sealing is worth, in plain words.
enum StolenDisk {
  static var hostKeyPath: String {
    // systemd's own way to say it, for systems that keep it elsewhere.
    getenv("SYSTEMD_CREDENTIAL_SECRET").map { String(cString: $0) }
      ?? "/var/lib/systemd/credential.secret"
  }

  static func text(_ key: SealedCredential.Key, hasRecoveryCopy: Bool) -> String {
    let lost =
      hasRecoveryCopy
      ? "only the recovery copy opens the database then"
      : "nothing opens the database then: there is no recovery copy"
    switch key {
    case .host:
      return """
          everything, unless it is encrypted: the host key \(hostKeyPath)
          opens the credential, and lies on the same machine as it and the database. A copy of the
          database alone, or of it and the credential, opens nothing.
          When the host key is lost: \(lost).
        """
    case .tpm2:
      return """
          nothing: the credential opens on this machine only, with its TPM2. Who takes the whole
          machine can start it and has everything.
          When the machine or its TPM2 dies: \(lost).
        """
    }
  }
}
