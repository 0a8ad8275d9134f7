import Foundation
import SignetTestProcesses

/// The real `signetd` in a folder of its own.
final class ScriptDaemon: Sendable {
  private let place: TemporaryFolder
  private let process: ChildProcess

  var folder: String { place.path }

  /// Starts the daemon and returns when it serves. Throws with what it said where it does not.
  init() throws {
    place = try TemporaryFolder()
    let folder = place.path
    for name in ["run", "state", "work", "bin"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: false,
        attributes: [.posixPermissions: name == "state" ? 0o700 : 0o755])
    }
    // For who plays another user: this folder, and a command that lies where anybody may reach it.
    chmod(folder, 0o755)
    // A link where it can be one: what is being written to cannot be run, and a program that is
    // started meanwhile inherits the copy's descriptor.
    let (command, place) = (Programs.path(of: "signet"), "\(folder)/bin/signet")
    if link(command, place) != 0 {
      try FileManager.default.copyItem(atPath: command, toPath: place)
    }
    var generator = SystemRandomNumberGenerator()
    let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    _ = FileManager.default.createFile(
      atPath: "\(folder)/master-key", contents: Data(key), attributes: [.posixPermissions: 0o600])

    process = try ChildProcess([
      Programs.path(of: "signetd"), "--runtime-dir", "\(folder)/run", "--state-dir",
      "\(folder)/state",
      "--master-key-file", "\(folder)/master-key",
    ])
    guard process.waits(for: "signetd: ready") else { throw Failure(process.text) }
  }

  /// Ends the daemon. True where it ended as it should.
  func stop() -> Bool {
    process.send(SIGTERM)
    return process.wait() == .exit(0)
  }

  deinit {
    process.send(SIGKILL)
    process.wait()
  }

  struct Played: Sendable {
    var output: String
    var errors: String
    var status: Int32
  }

  /// Plays a command through the shell.
  func play(_ command: String) throws -> Played {
    // Files, so that the two streams are told apart.
    let (output, errors) = ("\(folder)/output", "\(folder)/errors")
    let shell = try ChildProcess([
      "/usr/bin/env", "-i", "-C", "\(folder)/work",
      "PATH=\(folder)/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=\(folder)/work",
      "SIGNET_SOCKET_DIR=\(folder)/run", "TZ=UTC", "LC_ALL=C.UTF-8", "/bin/sh", "-c",
      "exec > \(output) 2> \(errors) < /dev/null; \(command)",
    ])
    guard case .exit(let status) = shell.wait() else { throw Failure("the shell was killed") }
    return Played(
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8),
      status: status)
  }
}
