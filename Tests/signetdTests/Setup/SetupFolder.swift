import Foundation
import SignetTestProcesses

/// A machine's places for `signetd setup`, in a temporary folder: where the credential goes, and a
/// host key of its own, so that the tests leave none behind.
///
/// systemd-creds(1) takes the host key's place from SYSTEMD_CREDENTIAL_SECRET.
final class SetupFolder: Sendable {
  let folder: DaemonFolder
  /// Programs that are found before the system's.
  let programs: String

  var path: String { folder.path }
  var credential: String { path + "/credstore/signet.master-key" }
  var hostKey: String { path + "/host/credential.secret" }
  var recovery: String { path + "/recovery.txt" }
  var passphrase: String { path + "/passphrase" }

  static let words = "correct horse battery staple"

  /// What it takes to run these tests at all.
  static let isPossible =
    geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-creds")

  init() throws {
    folder = try DaemonFolder()
    programs = folder.path + "/programs"
    unlink(folder.key)
    for place in [programs, folder.path + "/host"] { mkdir(place, 0o755) }
    try folder.write(Array((Self.words + "\n").utf8), to: passphrase)
  }

  var environment: [String: String] {
    [
      "SYSTEMD_CREDENTIAL_SECRET": hostKey,
      "PATH": programs + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"),
    ]
  }

  /// What any call needs here, so that it never touches the machine's own places, nor its TPM2.
  var places: [String] { ["--credential", credential, "--with-key", "host"] }

  var complete: [String] {
    ["--recovery-out", recovery, "--passphrase-file", passphrase] + setupPlaces
  }

  var setupPlaces: [String] { places + ["--state-dir", folder.state] }

  /// Starts `signetd` with these words.
  func start(
    _ words: [String], before: [String] = [], environment more: [String: String] = [:],
    input: String = ""
  ) throws -> ChildProcess {
    try ChildProcess(
      before + [Programs.path(of: "signetd")] + words,
      environment: environment.merging(more) { $1 },
      input: Array(input.utf8))
  }

  /// Makes the key, with its recovery copy.
  func setUp() throws {
    let process = try start(["setup"] + complete)
    guard process.wait() == .exit(0) else { throw Failure(process.text) }
  }

  /// The master key, as systemd would hand it over.
  func opened(_ path: String? = nil) throws -> [UInt8] {
    let process = try ChildProcess(
      ["systemd-creds", "decrypt", "--name=master-key", path ?? credential, "-"],
      environment: ["SYSTEMD_CREDENTIAL_SECRET": hostKey, "SYSTEMD_LOG_LEVEL": "emerg"])
    guard process.wait() == .exit(0) else { throw Failure(process.text) }
    return process.output
  }

  /// Puts a script in the place of a system's program. Written by a program of its own: while this
  /// process had it open, one that is started by another test would keep it from being run.
  func replace(_ program: String, with script: String) throws {
    let writer = try ChildProcess(
      ["sh", "-c", #"cat > "$0" && chmod 755 "$0""#, "\(programs)/\(program)"],
      input: Array("#!/bin/sh\n\(script)\n".utf8))
    guard writer.wait() == .exit(0) else { throw Failure(writer.text) }
  }

  /// Every file and folder by its name, with its mode and what is in it.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      var status = stat()
      lstat(path + "/" + name, &status)
      let isFile = status.st_mode & S_IFMT == S_IFREG
      files["\(String(status.st_mode, radix: 8)) \(name)"] =
        isFile ? try folder.bytes(of: path + "/" + name) : []
    }
    return files
  }
}
