import Glibc
import SignetCrypto

/// The master key as only this host can open it, sealed by systemd-creds(1), and opened again for
/// a check.
struct SealedCredential {
  /// What it was sealed with.
  enum Key: Equatable {
    case tpm2
    case host
  }

  /// The name that is sealed in: systemd hands the key over under no other.
  static let name = "master-key"

  let key: Key
  let bytes: [UInt8]

  static func seal(
    _ master: SecretBytes, with choice: KeyChoice
  ) throws(SetupError) -> SealedCredential {
    switch try choice.key() {
    case .host: return try seal(master, with: .host, arguments: [])
    case .tpm2:
      // Bound to no register, so that an update of firmware or kernel changes nothing.
      do throws(SetupError) {
        return try seal(master, with: .tpm2, arguments: ["--tpm2-pcrs="])
      } catch .sealedDoesNotOpen {
        // systemd 252 seals such a credential, and does not open it. Nothing that boots a machine
        // writes to register 23, which is for applications.
        return try seal(master, with: .tpm2, arguments: ["--tpm2-pcrs=23"])
      }
    }
  }

  private static func seal(
    _ master: SecretBytes, with key: Key, arguments: [String]
  ) throws(SetupError) -> SealedCredential {
    let sealed: SecretBytes
    do throws(ChildFault) {
      sealed = try ChildProgram(
        "systemd-creds",
        ["encrypt", "--name=\(name)", "--with-key=\(key == .tpm2 ? "tpm2" : "host")"] + arguments
          + ["-", "-"]
      ).run(input: master)
    } catch {
      throw .cannotSeal(error, key)
    }
    let opened: SecretBytes
    do throws(ChildFault) {
      opened = try ChildProgram("systemd-creds", ["decrypt", "--name=\(name)", "-", "-"])
        .run(input: sealed)
    } catch {
      throw .sealedDoesNotOpen(error, key)
    }
    // In constant time.
    guard opened == master else { throw .sealedIsAnother }
    return SealedCredential(key: key, bytes: sealed.withBytes { Array($0) })
  }
}

/// Which key of the host seals the credential.
enum KeyChoice: String, CaseIterable {
  case auto, tpm2, host

  /// `auto`: the TPM2 where firmware, kernel and systemd all have it.
  fileprivate func key() throws(SetupError) -> SealedCredential.Key {
    switch self {
    case .tpm2: return .tpm2
    case .host: return .host
    case .auto:
      do throws(ChildFault) {
        _ = try ChildProgram("systemd-creds", ["has-tpm2", "--quiet"]).run(input: [])
        return .tpm2
      } catch .failed(_, .exit, _) {
        return .host
      } catch {
        throw .cannotSeal(error, .host)
      }
    }
  }
}
