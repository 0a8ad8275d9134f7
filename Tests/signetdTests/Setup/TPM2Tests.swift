import Foundation
import SignetTestProcesses
import Testing

/// Sealing with a TPM2: a software one, for systemd's own way to it.
@Suite(
  "setup with a TPM2",
  .enabled(
    if: SetupFolder.isPossible && SoftwareTPM.isPossible,
    "it takes root, systemd-creds, swtpm, libtss2-tcti-swtpm0, libtss2-esys, -rc and -mu"))
struct TPM2Tests {
  @Test("it seals with the TPM2 without being asked to, and no other machine opens it")
  func sealed() throws {
    let machine = try SetupFolder()
    let (ours, other) = (try SoftwareTPM(), try SoftwareTPM())
    // Only the question whether there is one is answered here: no firmware has a software TPM2.
    try machine.replace(
      "systemd-creds",
      with: "case \"$1\" in has-tpm2) exit 0;; esac; exec /usr/bin/systemd-creds \"$@\"")
    let process = try machine.start(
      ["setup"] + machine.complete + ["--with-key", "auto"], environment: ours.environment)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(process.text.contains("sealed with this machine's TPM2, to no state of its firmware"))
    #expect(process.text.contains("nothing: the credential opens on this machine only"))
    // No host key had a part in it.
    #expect(!FileManager.default.fileExists(atPath: machine.hostKey))
    let key = try open(machine.credential, with: ours)
    #expect(key.end == .exit(0) && key.output.count == 32, "\(key.text)")
    #expect(try open(machine.credential, with: other).end != .exit(0))
    // The machine dies, and another has its own.
    let recovered = machine.path + "/recovered"
    let again = try machine.start(
      [
        "recover", machine.recovery, "--passphrase-file", machine.passphrase, "--credential",
        recovered,
      ], environment: other.environment)
    #expect(again.wait() == .exit(0), "\(again.text)")
    #expect(try open(recovered, with: other).output == key.output)
  }

  private func open(_ credential: String, with tpm: SoftwareTPM) throws -> ChildProcess {
    let process = try ChildProcess(
      ["systemd-creds", "decrypt", "--name=master-key", credential, "-"],
      environment: tpm.environment.merging(["SYSTEMD_LOG_LEVEL": "emerg"]) { $1 })
    process.wait()
    return process
  }
}
