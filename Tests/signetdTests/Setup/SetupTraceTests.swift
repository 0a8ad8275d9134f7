import Foundation
import SignetTestProcesses
import Testing

/// `signetd setup` under strace(1): where the key goes, and what a kill at any moment leaves.
@Suite(
  "traced setup",
  .enabled(
    if: SetupFolder.isPossible && FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"),
    "it takes root, systemd-creds and strace"))
struct SetupTraceTests {
  @Test("the key goes through pipes only, the passphrase nowhere, and the memory is locked first")
  func nowhere() throws {
    let machine = try SetupFolder()
    let trace = machine.path + "/trace"
    let process = try machine.start(
      ["setup"] + machine.complete,
      before: [
        "strace", "-f", "-v", "-yy", "-xx", "-s", "65536", "-o", trace, "-e",
        "trace=write,writev,pwrite64,pwritev,sendto,sendmsg,execve,mlockall,prctl",
      ])
    #expect(process.wait() == .exit(0), "\(process.text)")
    var needles = Needles()
    let key = try machine.opened()
    needles.add(secret: key)
    needles.add("the passphrase", SetupFolder.words)
    var throughPipes = 0
    var isLocked = false
    for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
      // A call that another thread interrupted is two lines.
      if line.contains("mlockall"), line.hasSuffix("= 0") { isLocked = true }
      let shown = Self.bytes(of: line)
      let found = needles.found(in: ["": shown])
      if found.isEmpty { continue }
      #expect(isLocked)
      #expect(found == ["a secret's bytes in "], "\(line)")
      #expect(line.contains(" write(") && shown.contains(Array("<pipe:[".utf8)), "\(line)")
      throughPipes += 1
    }
    // To be sealed, and back for the check.
    #expect(throughPipes == 2)
    unlink(trace)
    unlink(machine.passphrase)
    var files: [String: [UInt8]] = [:]
    for (name, bytes) in try machine.files() { files[name] = bytes }
    files["what it said"] = process.output
    #expect(files.count > 5)
    #expect(needles.found(in: files) == [])
  }

  /// What a line of the trace shows, with `\x2f` as the byte that it stands for.
  private static func bytes(of line: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = line.utf8[...]
    while let first = rest.first {
      if rest.starts(with: "\\x".utf8),
        let byte = UInt8(String(decoding: rest.dropFirst(2).prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        rest = rest.dropFirst(4)
      } else {
        bytes.append(first)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }

  struct Kill: Sendable, CustomTestStringConvertible {
    let call: String
    let turn: Int
    /// Whether the credential is in force by then.
    let isInForce: Bool
    var testDescription: String { "at \(call) number \(turn)" }
  }

  static let kills = [
    Kill(call: "pipe,pipe2", turn: 1, isInForce: false),
    // Between the sealing and the opening for a check.
    Kill(call: "pipe,pipe2", turn: 4, isInForce: false),
    Kill(call: "fchmod", turn: 1, isInForce: false),
    Kill(call: "fsync", turn: 1, isInForce: false),
    Kill(call: "linkat", turn: 1, isInForce: false),
    Kill(call: "fsync", turn: 2, isInForce: false),
    Kill(call: "mkdir", turn: 1, isInForce: false),
    Kill(call: "fchmod", turn: 2, isInForce: false),
    Kill(call: "fsync", turn: 3, isInForce: false),
    Kill(call: "linkat", turn: 2, isInForce: false),
    Kill(call: "fsync", turn: 4, isInForce: true),
    Kill(call: "fsync", turn: 5, isInForce: true),
  ]

  @Test("killed at any step, either nothing is in force or both are there", arguments: kills)
  func killed(kill: Kill) throws {
    let machine = try SetupFolder()
    // Systemd's own key first: its files are not what is killed here.
    try ChildProcess(["systemd-creds", "setup"], environment: machine.environment).wait()
    let process = try machine.start(
      ["setup"] + machine.complete,
      before: [
        "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(kill.call)", "-e",
        "inject=\(kill.call):signal=SIGKILL:when=\(kill.turn)",
      ])
    #expect(process.wait() == .signal(SIGKILL))
    let files = FileManager.default
    #expect(files.fileExists(atPath: machine.credential) == kill.isInForce)
    let leftovers = try files.subpathsOfDirectory(atPath: machine.path)
      .filter { !["programs", "host", "host/credential.secret", "passphrase"].contains($0) }
    #expect(
      Set(leftovers).isSubset(of: ["recovery.txt", "credstore", "credstore/signet.master-key"]),
      "\(leftovers)")
    // A file under its name is whole: it opens, whether or not it is in force.
    if files.fileExists(atPath: machine.recovery) {
      let recovered = machine.path + "/recovered"
      let again = try machine.start([
        "recover", machine.recovery, "--passphrase-file", machine.passphrase, "--with-key", "host",
        "--credential", recovered,
      ])
      #expect(again.wait() == .exit(0), "\(again.text)")
      if kill.isInForce { #expect(try machine.opened(recovered) == machine.opened()) }
    } else {
      #expect(!kill.isInForce)
    }
  }
}
