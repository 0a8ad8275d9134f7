import Foundation
import SignetTestProcesses
import Testing

/// `signetd recover` where a database is: the key must open it.
@Suite(
  "recover beside a database",
  .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
struct RecoverTrialTests {
  /// A machine whose credential is lost, with a database and the copy of its key. The database is
  /// `owner`'s.
  private func machine(owner: uid_t = 0) throws -> SetupFolder {
    let machine = try SetupFolder()
    try machine.setUp()
    try machine.folder.write(try machine.opened(), to: machine.folder.key)
    let daemon = try RunningDaemon(in: machine.folder)
    _ = try daemon.create("acme")
    daemon.stop()
    unlink(machine.credential)
    for path in [machine.folder.state, machine.folder.database] { chown(path, owner, owner) }
    return machine
  }

  private func recover(_ machine: SetupFolder, from copy: String? = nil) throws -> ChildProcess {
    try machine.start(
      ["recover", copy ?? machine.recovery, "--passphrase-file", machine.passphrase]
        + machine.setupPlaces)
  }

  @Test("the database's own copy is taken, whoever the database belongs to", arguments: [0, 65534])
  func own(owner: uid_t) throws {
    let machine = try machine(owner: owner)
    let before = try machine.folder.stateFiles()
    let process = try recover(machine)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(try machine.opened() == machine.folder.bytes(of: machine.folder.key))
    #expect(try machine.folder.stateFiles() == before)
    for path in [machine.folder.state, machine.folder.database] {
      var status = stat()
      #expect(lstat(path, &status) == 0 && status.st_uid == owner)
    }
  }

  @Test("another database's copy is refused, and nothing is written", arguments: [0, 65534])
  func other(owner: uid_t) throws {
    let machine = try machine(owner: owner)
    let other = try SetupFolder()
    try other.setUp()
    let before = try machine.files()
    let process = try recover(machine, from: other.recovery)
    #expect(process.wait() == .exit(1))
    #expect(
      process.text == """
        signetd: error: the key in the recovery copy does not open the database in \
        \(machine.folder.state)
        signetd: hint: take the copy that was made for this database; if it is to be given up, move \
        it away

        """)
    #expect(try machine.files() == before)
  }

  @Test("where the key cannot be tried it says why, and nothing is written")
  func untried() throws {
    let machine = try machine()
    try machine.folder.write(Array("not a database".utf8), to: machine.folder.database)
    let before = try machine.files()
    let process = try recover(machine)
    #expect(process.wait() == .exit(1))
    #expect(
      process.text.hasPrefix("signetd: error: the key cannot be tried on the database: "),
      "\(process.text)")
    #expect(process.text.contains("is not an SQLite database; restore a backup"), "\(process.text)")
    #expect(try machine.files() == before)
  }

  @Test("while a daemon serves the database, it is left alone")
  func served() throws {
    let machine = try machine()
    let daemon = try RunningDaemon(in: machine.folder)
    let process = try recover(machine)
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains("another daemon uses"), "\(process.text)")
    #expect(!FileManager.default.fileExists(atPath: machine.credential))
    daemon.stop()
  }

  @Test("what the database's account put in its place is not opened by root")
  func link() throws {
    let machine = try machine(owner: 65534)
    // Root could read it, its owner cannot.
    rename(machine.folder.database, machine.path + "/elsewhere")
    chown(machine.path + "/elsewhere", 0, 0)
    symlink("../elsewhere", machine.folder.database)
    let process = try recover(machine)
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains("symbolic link"), "\(process.text)")
    #expect(!FileManager.default.fileExists(atPath: machine.credential))
  }
}
