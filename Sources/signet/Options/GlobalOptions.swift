import ArgumentParser
import Glibc
import SignetAPI

/// What every subcommand takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the daemon's sockets are (default: $SIGNET_SOCKET_DIR, or /run/signet).",
      valueName: "dir"))
  var socketDir: String?

  @Flag(help: "Print the API's own JSON objects; lists as one object a line.")
  var json = false

  @Flag(help: "Show and read times in UTC instead of the local zone.")
  var utc = false

  @Option(
    help: ArgumentHelp(
      "How long to wait without hearing from the daemon (default: 30s).", valueName: "duration"))
  var timeout: APIDuration?

  /// Where the sockets are.
  var directory: String {
    if let socketDir { return socketDir }
    let set = getenv("SIGNET_SOCKET_DIR").map { String(cString: $0) } ?? ""
    return set.isEmpty ? "/run/signet" : set
  }

  var zone: TimeText.Zone { utc ? .utc : .local }

  func validate() throws {
    if timeout?.seconds == 0 { throw ValidationError("--timeout must be longer than nothing") }
  }
}
