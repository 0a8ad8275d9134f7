/// What the shell is told. The numbers from 64 on are those of sysexits.h.
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// Refused by the daemon, or failed.
  case failed = 1
  /// Of `status --check`: not serving, or not reachable.
  case critical = 2
  case usage = 64
  /// A token was rejected.
  case rejected = 65
  case unreachable = 69
  /// A change was made, or a secret was to be shown, and not every verifier has followed yet.
  case incomplete = 75
  case notPermitted = 77
}
