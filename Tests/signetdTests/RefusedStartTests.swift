import Foundation
import SignetTestProcesses
import Testing

/// What keeps the daemon from its folders is told as what it is, with what to type.
@Suite("refused start")
struct RefusedStartTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let prepare: @Sendable (DaemonFolder) throws -> Void
    let says: @Sendable (DaemonFolder) -> String

    init(
      _ name: String, _ prepare: @escaping @Sendable (DaemonFolder) throws -> Void,
      says: @escaping @Sendable (DaemonFolder) -> String
    ) {
      testDescription = name
      self.prepare = prepare
      self.says = says
    }
  }

  private static let account = String(cString: getpwuid(geteuid()).pointee.pw_name)

  static let faults = [
    Fault("the state directory is open to others") {
      chmod($0.state, 0o755)
    } says: {
      """
      signetd: error: \($0.state) is open to others than its owner: its mode is 0755
      signetd: hint: chmod go= \($0.state), and ask who may have read or written it

      """
    },
    Fault("the database is open to others") {
      chmod($0.database, 0o640)
    } says: {
      """
      signetd: error: \($0.database) is open to others than its owner: its mode is 0640
      signetd: hint: chmod go= \($0.database), and ask who may have read or written it

      """
    },
    Fault("the database is a link") {
      rename($0.database, $0.database + "2")
      symlink($0.database + "2", $0.database)
    } says: {
      """
      signetd: error: \($0.database) cannot be used: it is a symbolic link
      signetd: hint: see what it is: ls -l \($0.database); put the database's own file there

      """
    },
    Fault("the runtime directory is open to writers") {
      chmod($0.runtime, 0o775)
    } says: {
      """
      signetd: error: \($0.runtime) cannot be used: its group or others may write to it
      signetd: hint: chmod 755 \($0.runtime)

      """
    },
    Fault("a file lies in place of a socket") {
      try $0.write([], to: $0.runtime + "/admin/signet.sock")
    } says: {
      """
      signetd: error: \($0.runtime)/admin/signet.sock exists and is not a socket
      signetd: hint: see what it is, and move it away: ls -l \($0.runtime)/admin/signet.sock

      """
    },
  ]

  /// What only root can prepare.
  static let rootsFaults = [
    Fault("another user owns the state directory") {
      chown($0.state, 65534, 65534)
    } says: {
      """
      signetd: error: \($0.state) cannot be used: another user owns it (uid 65534)
      signetd: hint: chown \(account): \($0.state)

      """
    },
    Fault("another user owns the runtime directory") {
      chown($0.runtime, 65534, 65534)
    } says: {
      """
      signetd: error: \($0.runtime) cannot be used: another user owns it
      signetd: hint: chown \(account): \($0.runtime), or give another --runtime-dir

      """
    },
    Fault("another user owns the key") {
      chown($0.key, 65534, 65534)
    } says: {
      """
      signetd: error: the master key \($0.key) cannot be read: another user owns it
      signetd: hint: chown \(account): \($0.key), and let this account into the folders above it

      """
    },
  ]

  @Test(
    "is told with its cause and the way out",
    arguments: faults + (geteuid() == 0 ? rootsFaults : []))
  func told(fault: Fault) throws {
    let folder = try DaemonFolder()
    try RunningDaemon(in: folder).stop()
    try fault.prepare(folder)
    let failed = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(failed.wait() == .exit(1))
    #expect(failed.text == fault.says(folder))
  }

  @Test("a runtime directory in a folder that is missing is told in words, not in numbers")
  func missingParent() throws {
    let folder = try DaemonFolder()
    let path = folder.path + "/missing/run"
    let failed = try RunningDaemon.start(in: folder, runtime: path, key: folder.key)
    #expect(failed.wait() == .exit(1))
    #expect(
      failed.text == """
        signetd: error: mkdir failed on \(path): No such file or directory
        signetd: hint: the folder that \(path) lies in must exist

        """)
  }

  @Test(
    "too little locked memory is told as that, and how to raise it", .enabled(if: geteuid() == 0))
  func lockedMemory() throws {
    let folder = try DaemonFolder()
    let failed = try ChildProcess([
      "sh", "-c",
      "ulimit -l 64; exec setpriv --bounding-set -ipc_lock --inh-caps -ipc_lock \"$@\"",
      "sh", Programs.path(of: "signetd"), "--runtime-dir", folder.runtime, "--state-dir",
      folder.state,
      "--master-key-file", folder.key,
    ])
    #expect(failed.wait() == .exit(1))
    #expect(
      failed.text == """
        signetd: error: there is no locked memory for secrets: its 4194304 bytes could not be \
        locked: raise the limit on locked memory (ulimit -l)

        """)
  }

  @Test(
    "a file system that takes no writes is told as that",
    .enabled(if: geteuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/unshare")))
  func readOnly() throws {
    let folder = try DaemonFolder()
    try RunningDaemon(in: folder).stop()
    let failed = try ChildProcess([
      "unshare", "-m", "sh", "-c",
      #"mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@""#,
      "sh", folder.state, Programs.path(of: "signetd"), "--runtime-dir", folder.runtime,
      "--state-dir",
      folder.state, "--master-key-file", folder.key,
    ])
    #expect(failed.wait() == .exit(1))
    #expect(
      failed.text == """
        signetd: error: \(folder.state) takes no writes
        signetd: hint: see how it is mounted: findmnt -T \(folder.state)

        """)
  }

  @Test(
    "a socket without its group is warned of, and the daemon serves",
    .enabled(if: getgrnam("signet-audit") == nil, "the group exists"))
  func noGroup() throws {
    let daemon = try RunningDaemon()
    #expect(
      daemon.process.text.contains(
        "signetd: warning: the audit socket keeps the daemon's own group: there is no group "
          + "signet-audit: groupadd --system signet-audit"))
  }
}
