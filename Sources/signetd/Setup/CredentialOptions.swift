import ArgumentParser
import Glibc

/// What `setup` and `recover` have in common: where the sealed key goes, and what follows.
struct CredentialOptions: ParsableArguments {
  @Option(
    name: .customLong("credential"),
    help: "The sealed master key. Elsewhere than in the standard place, no unit finds it.")
  var path = CredentialFile.standardPath

  @Option(
    help: "What seals it: auto (the TPM2 where there is one, else the host key), tpm2 or host.")
  var withKey = KeyChoice.auto

  @Flag(name: .customLong("no-start"), help: "Do not start the sockets and the daemon.")
  var doesNotStart = false

  var isStandard: Bool { path == CredentialFile.standardPath }

  /// Whether the units are to be started at the end.
  var starts: Bool { !doesNotStart && isStandard && Units.isSystemdRunning }
}

extension KeyChoice: ExpressibleByArgument {}

extension SetupError {
  /// Says it, and what the command ends with.
  func exit() -> ExitCode {
    Console.tell(text)
    return ExitCode(1)
  }
}
