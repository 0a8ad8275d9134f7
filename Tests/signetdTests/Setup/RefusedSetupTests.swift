import Foundation
import Testing

/// Whatever keeps `signetd setup` from its work leaves everything as it was.
@Suite(
  "refused setup", .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
struct RefusedSetupTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
    let words: @Sendable (SetupFolder) -> [String]
    let prepare: @Sendable (SetupFolder) throws -> Void

    /// With all options given, unless `words` are others.
    init(
      _ name: String, says: String, _ prepare: @escaping @Sendable (SetupFolder) throws -> Void,
      words: @escaping @Sendable (SetupFolder) -> [String] = { $0.complete }
    ) {
      testDescription = name
      self.says = says
      self.prepare = prepare
      self.words = words
    }

    init(_ name: String, given words: @escaping @Sendable (SetupFolder) -> [String], says: String) {
      testDescription = name
      self.says = says
      self.words = words
      prepare = { _ in }
    }
  }

  private static func passphrase(_ text: String) -> @Sendable (SetupFolder) throws -> Void {
    { try $0.folder.write(Array(text.utf8), to: $0.passphrase) }
  }

  static let faults = [
    Fault("a credential is there", says: "there is a credential already") {
      mkdir($0.path + "/credstore", 0o700)
      try $0.folder.write([1, 2, 3], to: $0.credential)
    },
    Fault("a dangling link is in the credential's place", says: "there is a credential already") {
      mkdir($0.path + "/credstore", 0o700)
      symlink($0.path + "/nowhere", $0.credential)
    },
    Fault("others may write to the credential's folder", says: "only root can write to") {
      mkdir($0.path + "/credstore", 0o700)
      chmod($0.path + "/credstore", 0o770)
    },
    Fault("another user owns the credential's folder", says: "only root can write to") {
      mkdir($0.path + "/credstore", 0o700)
      chown($0.path + "/credstore", 65534, 65534)
    },
    Fault("a database is there", says: "a new master key would not open it") {
      mkdir($0.folder.state, 0o700)
      try $0.folder.write([], to: $0.folder.database)
    },
    Fault("a recovery copy is there", says: "recovery.txt exists already") {
      try $0.folder.write([1], to: $0.recovery)
    },
    Fault("a dangling link is in the recovery copy's place", says: "recovery.txt exists already") {
      symlink($0.path + "/nowhere", $0.recovery)
    },
    Fault(
      "the recovery copy's folder is missing",
      given: {
        ["--recovery-out", $0.path + "/no/copy", "--passphrase-file", $0.passphrase]
          + $0.setupPlaces
      }, says: "the folder must exist"),
    Fault("11 characters", says: "has 11 characters, and at least 12", passphrase("eleven char\n")),
    Fault("11 characters of two bytes", says: "has 11 characters", passphrase("äöüäöüäöüäö")),
    Fault("no passphrase", says: "the passphrase is empty", passphrase("\n")),
    Fault("two lines", says: "control character", passphrase("correct horse\nbattery\n")),
    Fault("a line of Windows", says: "control character", passphrase("correct horse\r\n")),
    Fault("2,000 bytes", says: "too long", passphrase(String(repeating: "a", count: 2000))),
    Fault("a passphrase that its group reads", says: "is open to others") {
      chmod($0.passphrase, 0o640)
    },
    Fault("another user's passphrase", says: "belongs to another user") {
      chown($0.passphrase, 65534, 0)
    },
    Fault("another user's pipe with a passphrase", says: "belongs to another user") {
      unlink($0.passphrase)
      mkfifo($0.passphrase, 0o600)
      chown($0.passphrase, 65534, 0)
    },
    Fault("a pipe that others may write a passphrase to", says: "is open to others") {
      unlink($0.passphrase)
      mkfifo($0.passphrase, 0o600)
      chmod($0.passphrase, 0o622)
    },
    Fault("another user owns the recovery copy's folder", says: "others than root may write to") {
      chown($0.path, 65534, 65534)
    },
    Fault("others may write to the recovery copy's folder", says: "others than root may write to") {
      chmod($0.path, 0o777)
    },
    Fault(
      "another user owns a folder above the recovery copy's", says: "others than root may write to"
    ) {
      chown($0.programs, 65534, 65534)
      mkdir($0.programs + "/below", 0o755)
      symlink($0.programs + "/below", $0.path + "/linked")
    } words: {
      ["--recovery-out", $0.path + "/linked/copy", "--passphrase-file", $0.passphrase]
        + $0.setupPlaces
    },
    Fault("a missing passphrase", says: "cannot be read: No such file") { unlink($0.passphrase) },
    Fault(
      "nothing given",
      given: { $0.setupPlaces },
      says: "--recovery-out FILE --passphrase-file FILE, or --no-recovery"),
    Fault(
      "only a file given",
      given: { ["--recovery-out", $0.recovery] + $0.setupPlaces },
      says: "--recovery-out FILE --passphrase-file FILE, or --no-recovery"),
    Fault("systemd-creds fails", says: "cannot be sealed: systemd-creds failed (3): no such luck") {
      try $0.replace("systemd-creds", with: "echo no such luck >&2; exit 3")
    },
    Fault("systemd-creds is killed", says: "systemd-creds was ended by signal 9") {
      try $0.replace(
        "systemd-creds", with: #"case "$1" in encrypt) kill -9 $$;; *) exit 7;; esac"#)
    },
    Fault("systemd-creds seals what it does not open", says: "cannot be opened again") {
      try $0.replace(
        "systemd-creds", with: #"case "$1" in encrypt) echo rubbish;; *) exit 7;; esac"#)
    },
    Fault("systemd-creds opens as another key", says: "opens as something else") {
      try $0.replace(
        "systemd-creds",
        with: #"case "$1" in encrypt) echo x;; decrypt) printf %032d 0;; *) exit 7;; esac"#)
    },
    Fault("systemd-creds writes without end", says: "writes more than it should") {
      try $0.replace("systemd-creds", with: #"case "$1" in encrypt) yes;; *) exit 7;; esac"#)
    },
    Fault(
      "a TPM2 is asked for that is not there",
      given: { $0.complete + ["--with-key", "tpm2"] }, says: "--with-key host does without the TPM2"
    ),
  ]

  @Test("a refused setup changes nothing and says why", arguments: faults)
  func refused(fault: Fault) throws {
    let machine = try SetupFolder()
    try fault.prepare(machine)
    let before = try machine.files()
    let process = try machine.start(["setup"] + fault.words(machine))
    #expect(process.wait() == .exit(1))
    #expect(process.text.hasPrefix("signetd: error: "), "\(process.text)")
    #expect(process.text.contains(fault.says), "\(process.text)")
    #expect(!process.text.contains(SetupFolder.words))
    #expect(try machine.files() == before)
  }

  @Test("without systemd-creds it says where that comes from")
  func noTool() throws {
    let machine = try SetupFolder()
    let before = try machine.files()
    let process = try machine.start(
      ["setup"] + machine.complete, environment: ["PATH": machine.programs])
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains("there is no systemd-creds on this machine"), "\(process.text)")
    #expect(process.text.contains("systemd 250"))
    #expect(try machine.files() == before)
  }

  @Test("nobody but root")
  func notRoot() throws {
    let machine = try SetupFolder()
    chmod(machine.path, 0o777)
    let before = try machine.files()
    // As root where a user cannot reach the binary.
    let process = try machine.start(
      ["setup", "--no-recovery"] + machine.setupPlaces,
      before: ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"])
    #expect(process.wait() == .exit(1))
    #expect(
      process.text == """
        signetd: error: only root can seal the master key for this host
        signetd: hint: run it as root: sudo signetd …

        """)
    #expect(try machine.files() == before)
  }

  @Test(
    "options that contradict each other are no command",
    arguments: [
      ["--no-recovery", "--recovery-out", "/tmp/x"],
      ["--no-recovery", "--passphrase-file", "/dev/stdin"],
      ["--passphrase-file", "/dev/stdin"],
    ])
  func contradiction(words: [String]) throws {
    let machine = try SetupFolder()
    let before = try machine.files()
    let process = try machine.start(["setup"] + words + machine.setupPlaces)
    #expect(process.wait() == .exit(64))
    #expect(try machine.files() == before)
  }

  @Test("where memory cannot be locked there is no key")
  func noLockedMemory() throws {
    let machine = try SetupFolder()
    let before = try machine.files()
    let process = try machine.start(
      ["setup"] + machine.complete,
      before: [
        "sh", "-c",
        #"ulimit -l 64; exec setpriv --bounding-set -ipc_lock,-sys_resource "#
          + #"--inh-caps -ipc_lock,-sys_resource "$@""#, "sh",
      ])
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains("cannot be kept out of the swap"), "\(process.text)")
    #expect(try machine.files() == before)
  }

  @Test("a full disk leaves neither a copy nor a credential")
  func fullDisk() throws {
    let machine = try SetupFolder()
    // The recovery copy fits, the credential does not.
    let process = try machine.start(
      ["setup"] + machine.complete,
      before: [
        "unshare", "-m", "sh", "-c",
        """
        mkdir "$0/credstore" && mount -t tmpfs -o size=4k,mode=700 none "$0/credstore" \
        && head -c 4096 /dev/zero > "$0/credstore/full" && "$@"
        status=$?
        rm "$0/credstore/full"; ls -A "$0/credstore"; exit $status
        """, machine.path,
      ])
    #expect(process.wait() == .exit(1))
    #expect(
      process.text == """
        signetd: error: \(machine.credential) cannot be written: No space left on device
        signetd: hint: make room, then try again

        """)
    #expect(!FileManager.default.fileExists(atPath: machine.recovery))
  }
}
