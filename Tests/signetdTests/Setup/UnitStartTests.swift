import Foundation
import SignetTestProcesses
import Testing

/// How setup ends: what it starts, and what it says where it cannot. In a mount namespace with
/// folders of its own, and a systemctl that only notes what it was told.
@Suite(
  "setup starts the units",
  .enabled(
    if: SetupFolder.isPossible && FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare"),
    "it takes root, systemd-creds and unshare"))
struct UnitStartTests {
  private static let units =
    "signet-admin.socket signet-verifier.socket signet-audit.socket signetd.service"

  /// Runs setup for the standard place, in an /etc and a /run that nobody else sees.
  private func setUp(
    _ machine: SetupFolder, options: [String] = [], systemdRuns: Bool = true
  ) throws -> ChildProcess {
    try machine.start(
      ["setup", "--no-recovery", "--with-key", "host", "--state-dir", machine.folder.state]
        + options,
      before: [
        "unshare", "-m", "sh", "-c",
        """
        mkdir "$0/etc" && cp -p /etc/passwd /etc/group /etc/machine-id /etc/ld.so.cache "$0/etc" &&
        mount --bind "$0/etc" /etc && mount -t tmpfs none /run && mkdir -p \
        \(systemdRuns ? "/run/systemd/system" : "/run/other") && exec "$@"
        """, machine.path,
      ])
  }

  private func credential(_ machine: SetupFolder) -> String {
    machine.path + "/etc/credstore.encrypted/signet.master-key"
  }

  @Test("it makes the folder for root only, seals into it, and starts the sockets and the daemon")
  func starts() throws {
    let machine = try SetupFolder()
    try machine.replace("systemctl", with: "echo \"$@\" >> \(machine.path)/told")
    let process = try setUp(machine)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(
      try String(contentsOfFile: machine.path + "/told", encoding: .utf8)
        == "enable --now \(Self.units)\n")
    #expect(process.text.hasSuffix("\nsignetd runs, and its sockets are open\n"))
    #expect(!process.text.contains("systemctl enable --now"))
    #expect(try machine.opened(credential(machine)).count == 32)
    #expect(try machine.files().keys.contains("40700 etc/credstore.encrypted"))
  }

  @Test(
    "with --no-start, and where no systemd runs, it says what to start", arguments: [true, false])
  func starting(byHand systemdRuns: Bool) throws {
    let machine = try SetupFolder()
    try machine.replace("systemctl", with: "touch \(machine.path)/told")
    let process = try setUp(
      machine, options: systemdRuns ? ["--no-start"] : [], systemdRuns: systemdRuns)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(process.text.contains("  systemctl enable --now \(Self.units)\n"))
    #expect(!FileManager.default.fileExists(atPath: machine.path + "/told"))
    #expect(try machine.opened(credential(machine)).count == 32)
  }

  @Test("units that start at the second try are started")
  func secondTry() throws {
    let machine = try SetupFolder()
    try machine.replace(
      "systemctl",
      with: """
        echo "$@" >> \(machine.path)/told
        [ "$(grep -c . \(machine.path)/told)" = 2 ] || { echo 'A dependency job failed.' >&2; exit 1; }
        """)
    let process = try setUp(machine)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(process.text.hasSuffix("\nsignetd runs, and its sockets are open\n"))
    let told = "enable --now \(Self.units)\n"
    #expect(try String(contentsOfFile: machine.path + "/told", encoding: .utf8) == told + told)
  }

  @Test("units that do not start are told, and the key stays")
  func notStarted() throws {
    let machine = try SetupFolder()
    try machine.replace("systemctl", with: "echo 'Job for signetd.service failed.' >&2; exit 1")
    let process = try setUp(machine)
    #expect(process.wait() == .exit(1))
    #expect(
      process.text.hasSuffix(
        """
        signetd: error: the master key is in place, but signetd was not started: systemctl failed \
        (1): Job for signetd.service failed.
        signetd: hint: see why: journalctl -u signetd -n 20; then: systemctl enable --now \(Self.units)

        """), "\(process.text)")
    #expect(try machine.opened(credential(machine)).count == 32)
  }
}
