import Foundation

/// The real `signetd` in a folder of its own.
final class ScriptDaemon {
  enum Failure: Error {
    case noFolder
    case notReady(String)
  }

  let folder: String
  private let process = Process()

  /// Starts the daemon and returns when it serves. Throws with what it said where it does not.
  init() throws {
    var template = Array("/tmp/signet-script-XXXXXX\0".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.noFolder }
    folder = String(
      decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for name in ["run", "state", "work", "bin"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: false,
        attributes: [.posixPermissions: name == "state" ? 0o700 : 0o755])
    }
    // For who plays another user: this folder, and a command that lies where anybody may reach it.
    chmod(folder, 0o755)
    // A link where it can be one: what is being written to cannot be run, and a program that is
    // started meanwhile inherits the copy's descriptor.
    let (command, place) = (Products.path("signet"), "\(folder)/bin/signet")
    if link(command, place) != 0 {
      try FileManager.default.copyItem(atPath: command, toPath: place)
    }
    var generator = SystemRandomNumberGenerator()
    let key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    _ = FileManager.default.createFile(
      atPath: "\(folder)/master-key", contents: Data(key), attributes: [.posixPermissions: 0o600])

    process.executableURL = URL(fileURLWithPath: Products.path("signetd"))
    process.arguments = [
      "--runtime-dir", "\(folder)/run", "--state-dir", "\(folder)/state", "--master-key-file",
      "\(folder)/master-key",
    ]
    process.standardInput = FileHandle.nullDevice
    // A file, for a pipe that nobody reads any more would stop the daemon.
    let log = "\(folder)/log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    try waitUntilReady(log)
  }

  private func waitUntilReady(_ log: String) throws {
    var said = ""
    for _ in 0..<6_000 where process.isRunning {
      said = try String(contentsOfFile: log, encoding: .utf8)
      if said.contains("signetd: ready") { return }
      usleep(10_000)
    }
    process.terminate()
    throw Failure.notReady(said)
  }

  /// Ends the daemon and takes its folder away. True where it ended as it should.
  func stop() -> Bool {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
    return process.terminationReason == .exit && process.terminationStatus == 0
  }

  struct Played {
    var output: String
    var errors: String
    var status: Int32
  }

  /// Plays a command through the shell.
  func play(_ command: String) throws -> Played {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = URL(fileURLWithPath: "\(folder)/work")
    shell.environment = [
      "PATH": "\(folder)/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "\(folder)/work",
      "SIGNET_SOCKET_DIR": "\(folder)/run", "TZ": "UTC", "LC_ALL": "C.UTF-8",
    ]
    shell.standardInput = FileHandle.nullDevice
    // Files, for two pipes that are read one after the other can block their writer.
    let (output, errors) = ("\(folder)/output", "\(folder)/errors")
    for path in [output, errors] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    shell.standardOutput = FileHandle(forWritingAtPath: output)
    shell.standardError = FileHandle(forWritingAtPath: errors)
    try shell.run()
    shell.waitUntilExit()
    return Played(
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8),
      status: shell.terminationStatus)
  }
}
