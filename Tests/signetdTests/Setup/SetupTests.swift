import Foundation
import SignetTestProcesses
import Testing

/// `signetd setup` with the machine's own systemd-creds.
@Suite(
  "setup", .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
struct SetupTests {
  @Test("the sealed key opens under its name, and only there")
  func sealed() throws {
    let machine = try SetupFolder()
    let process = try machine.start(["setup"] + machine.complete)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(try machine.opened().count == 32)
    let other = try ChildProcess(
      ["systemd-creds", "decrypt", "--name=other", machine.credential, "-"],
      environment: machine.environment)
    #expect(other.wait() != .exit(0))
    let elsewhere = try SetupFolder()
    try elsewhere.setUp()
    #expect(throws: Failure.self) { try elsewhere.opened(machine.credential) }
  }

  @Test("what was made is for root only, and there is nothing else")
  func modes() throws {
    let machine = try SetupFolder()
    let before = Set(try machine.files().keys)
    try machine.setUp()
    #expect(
      Set(try machine.files().keys).subtracting(before) == [
        "40700 credstore", "100600 credstore/signet.master-key", "100600 recovery.txt",
        // systemd's own.
        "100400 host/credential.secret",
      ])
  }

  @Test("each setup makes another key, another salt and another copy")
  func random() throws {
    let (first, second) = (try SetupFolder(), try SetupFolder())
    try first.setUp()
    try second.setUp()
    #expect(try first.opened() != second.opened())
    let lines = try [first, second].map {
      Set(try String(contentsOfFile: $0.recovery, encoding: .utf8).split(separator: "\n"))
    }
    // The lines for people, the armour, the version, the cost and the cipher.
    #expect(lines[0].intersection(lines[1]).count == 8)
  }

  @Test("it says where the things are, what a stolen disk yields, and who goes in which group")
  func says() throws {
    let machine = try SetupFolder()
    let process = try machine.start(["setup"] + machine.complete)
    #expect(process.wait() == .exit(0))
    for text in [
      "recovery copy: \(machine.recovery), and opened for a check\n",
      "credential: \(machine.credential), sealed with this machine's host key (\(machine.hostKey))",
      "a stolen disk yields:\n  everything, unless it is encrypted: the host key",
      "only the recovery copy opens the database then",
      "move \(machine.recovery) off this machine",
      "usermod -aG signet-admin USER", "usermod -aG signet-verify USER",
      "usermod -aG signet-audit USER",
      "LoadCredentialEncrypted=master-key:\(machine.credential)",
    ] {
      #expect(process.text.contains(text), "\(text) in \(process.text)")
    }
    #expect(!process.text.contains(SetupFolder.words))
  }

  @Test("without a recovery copy, by name only, it says that nothing is left of a lost machine")
  func noRecovery() throws {
    let machine = try SetupFolder()
    let process = try machine.start(["setup", "--no-recovery"] + machine.setupPlaces)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(process.text.contains("recovery copy: none, as you said"))
    #expect(process.text.contains("nothing opens the database then: there is no recovery copy"))
    #expect(try machine.opened().count == 32)
    #expect(!FileManager.default.fileExists(atPath: machine.recovery))
  }

  @Test("the daemon makes its database with the key, and opens it with the recovered one")
  func wholeStory() throws {
    let machine = try SetupFolder()
    try machine.setUp()
    try serve(with: machine.credential, in: machine) { try $0.create("acme") }
    // A new machine: another host key, the old credential does not open.
    unlink(machine.hostKey)
    let recovered = machine.path + "/new/signet.master-key"
    let process = try machine.start([
      "recover", machine.recovery, "--passphrase-file", machine.passphrase, "--with-key", "host",
      "--credential", recovered,
    ])
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(throws: Failure.self) { try machine.opened() }
    try serve(with: recovered, in: machine) {
      let summary = try $0.summary("acme")
      #expect(summary.json["id"] == "acme")
    }
  }

  /// Runs the daemon with what systemd would hand over.
  private func serve(
    with credential: String, in machine: SetupFolder, _ body: (RunningDaemon) throws -> Void
  ) throws {
    try machine.folder.write(try machine.opened(credential), to: machine.folder.key)
    let daemon = try RunningDaemon(in: machine.folder)
    try body(daemon)
    daemon.stop()
    unlink(machine.folder.key)
  }

  @Test("a pipe in a folder is waited for, if it is root's and closed to others")
  func namedPipe() throws {
    let machine = try SetupFolder()
    let pipe = machine.path + "/pipe"
    let process = try machine.start(
      ["setup", "--recovery-out", machine.recovery, "--passphrase-file", pipe]
        + machine.setupPlaces,
      before: [
        "sh", "-c",
        #"mkfifo -m 600 "$0" && { { sleep 0.2; cat "$1" > "$0"; } & } && shift && exec "$@""#, pipe,
        machine.passphrase,
      ])
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(try machine.opened().count == 32)
  }

  @Test("another user's words come through a pipe without a name, as with sudo")
  func pipeOfAnother() throws {
    let machine = try SetupFolder()
    chmod(machine.path, 0o755)
    let process = try machine.start(
      ["setup", "--recovery-out", machine.recovery, "--passphrase-file", "/dev/stdin"]
        + machine.setupPlaces,
      before: [
        "python3", "-c",
        """
        import os, sys
        os.seteuid(65534)
        reading, writing = os.pipe()
        os.seteuid(0)
        os.write(writing, b"\(SetupFolder.words)\\n")
        os.close(writing)
        os.dup2(reading, 0)
        os.execv(sys.argv[1], sys.argv[1:])
        """,
      ])
    #expect(process.wait() == .exit(0), "\(process.text)")
  }

  @Test("the passphrase comes through a pipe as well, and one newline at its end is not part of it")
  func pipe() throws {
    let machine = try SetupFolder()
    let process = try machine.start(
      ["setup", "--recovery-out", machine.recovery, "--passphrase-file", "/dev/stdin"]
        + machine.setupPlaces, input: SetupFolder.words)
    #expect(process.wait() == .exit(0), "\(process.text)")
    let again = try machine.start([
      "recover", machine.recovery, "--passphrase-file", machine.passphrase, "--with-key", "host",
      "--credential", machine.path + "/again",
    ])
    #expect(again.wait() == .exit(0), "\(again.text)")
    #expect(try machine.opened(machine.path + "/again") == machine.opened())
  }
}
