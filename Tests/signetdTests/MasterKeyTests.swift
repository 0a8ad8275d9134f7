import Foundation
import Testing

/// The key that opens the database: without the right one nothing starts and nothing is changed.
@Suite("master key")
struct MasterKeyTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
    let prepare: @Sendable (DaemonFolder) throws -> Void

    init(
      _ name: String, says: String, _ prepare: @escaping @Sendable (DaemonFolder) throws -> Void
    ) {
      testDescription = name
      self.says = says
      self.prepare = prepare
    }
  }

  static let faults = [
    Fault("missing", says: "does not exist") { unlink($0.key) },
    Fault("another key", says: "does not open the database") {
      try $0.write(Array(repeating: 7, count: 32), to: $0.key)
    },
    Fault("readable by its group", says: "can be read by others") { chmod($0.key, 0o640) },
    Fault("readable by all", says: "can be read by others") { chmod($0.key, 0o644) },
    Fault("31 bytes", says: "neither 32 bytes nor 64 hexadecimal digits") {
      try $0.write(Array(try $0.bytes(of: $0.key).prefix(31)), to: $0.key)
    },
    Fault("33 bytes", says: "neither 32 bytes nor 64 hexadecimal digits") {
      try $0.write(try $0.bytes(of: $0.key) + [0], to: $0.key)
    },
    Fault("empty", says: "neither 32 bytes nor 64 hexadecimal digits") {
      try $0.write([], to: $0.key)
    },
    Fault("65 digits", says: "neither 32 bytes nor 64 hexadecimal digits") {
      let digits = Spelling.hexadecimal(try $0.bytes(of: $0.key)) + "0"
      try $0.write(Array(digits.utf8), to: $0.key)
    },
    Fault("64 characters that are no digits", says: "neither 32 bytes nor 64 hexadecimal digits") {
      try $0.write(Array(repeating: UInt8(ascii: "g"), count: 64), to: $0.key)
    },
    Fault("a directory", says: "not a regular file") {
      unlink($0.key)
      mkdir($0.key, 0o700)
    },
    Fault("a pipe that nobody writes to", says: "not a regular file") {
      unlink($0.key)
      mkfifo($0.key, 0o600)
    },
  ]

  @Test("a bad key is told apart, and neither changes nor makes a database", arguments: faults)
  func refused(fault: Fault) throws {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    try daemon.create("acme")
    daemon.stop()
    let before = try folder.stateFiles()
    try fault.prepare(folder)
    let failed = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(RunningDaemon.endOfRefused(failed) == .exit(1))
    #expect(failed.text.hasPrefix("signetd: error: the master key \(folder.key) "))
    #expect(failed.text.contains(fault.says), "\(failed.text)")
    #expect(try folder.stateFiles() == before)
  }

  @Test("a bad key makes no database where there is none", arguments: faults)
  func nothingMade(fault: Fault) throws {
    // Any key is the right one for a database that is not there yet.
    guard fault.testDescription != "another key" else { return }
    let folder = try DaemonFolder()
    try fault.prepare(folder)
    let failed = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(RunningDaemon.endOfRefused(failed) == .exit(1))
    #expect(!FileManager.default.fileExists(atPath: folder.state))
  }

  @Test("no key at all says how to make one")
  func none() throws {
    let folder = try DaemonFolder()
    let failed = try RunningDaemon.start(
      in: folder, key: nil, environment: ["CREDENTIALS_DIRECTORY": folder.path + "/nowhere"])
    #expect(RunningDaemon.endOfRefused(failed) == .exit(1))
    #expect(failed.text.contains("signetd: error: "))
    #expect(failed.text.contains("master"))
    #expect(!FileManager.default.fileExists(atPath: folder.state))
  }

  @Test(
    "raw bytes and hexadecimal digits are the same key",
    arguments: ["lower case", "upper case", "lower case with a newline"])
  func hexadecimal(form: String) throws {
    let folder = try DaemonFolder()
    let first = try RunningDaemon(in: folder)
    try first.create("acme")
    first.stop()
    var digits = Spelling.hexadecimal(try folder.bytes(of: folder.key))
    if form == "upper case" { digits = digits.uppercased() }
    if form.hasSuffix("newline") { digits += "\n" }
    try folder.write(Array(digits.utf8), to: folder.key)
    let second = try RunningDaemon(in: folder)
    #expect(try second.summary("acme").json["id"] == "acme")
  }

  /// The service manager's own files show their group the mask of an access list.
  @Test(
    "the service manager's credential is taken, whatever mode it gave it",
    arguments: [0o400, 0o440])
  func credential(mode: Int) throws {
    let folder = try DaemonFolder()
    let first = try RunningDaemon(in: folder)
    try first.create("acme")
    first.stop()
    let credentials = folder.path + "/credentials"
    mkdir(credentials, 0o700)
    try folder.write(
      try folder.bytes(of: folder.key), to: credentials + "/master-key", mode: mode_t(mode))
    unlink(folder.key)
    let process = try RunningDaemon.start(
      in: folder, key: nil, environment: ["CREDENTIALS_DIRECTORY": credentials])
    defer {
      process.send(SIGKILL)
      process.wait()
    }
    #expect(process.waits(for: "signetd: ready"), "\(process.text)")
    let client = try RawClient(path: folder.runtime + "/admin/signet.sock")
    #expect(try client.call(Request("GET", "/v1/workspaces/acme")).status == 200)
  }
}
