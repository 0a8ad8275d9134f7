import ArgumentParser
import Glibc

/// With whose eyes a command looks at the configuration.
///
/// Root reads every file, and for root it may be another's that is no other's for the daemon: what
/// root says of a file says nothing of the daemon.
struct AccountOption: ParsableArguments {
  /// The account of the package's unit.
  private static let standard = "signet"

  @Option(
    help: """
      Look as this account, which the daemon runs as. For root only. (default: \(standard), if there \
      is one)
      """)
  var account: String?

  /// Root is that account from now on, in groups and all, until the process ends.
  func become() throws(AccountFault) {
    let name = account ?? Self.standard
    let entry = getpwnam(name)?.pointee
    guard geteuid() == 0 else {
      if let account, entry?.pw_uid != geteuid() { throw .notRoot(name: account) }
      return
    }
    guard let entry else {
      // A daemon of one's own, on a machine without the package: it is root's, or asked as it runs.
      if let account { throw .unknown(name: account) }
      return
    }
    guard initgroups(name, entry.pw_gid) == 0, setgid(entry.pw_gid) == 0,
      setuid(entry.pw_uid) == 0
    else { throw .refused(name: name, code: errno) }
  }
}
