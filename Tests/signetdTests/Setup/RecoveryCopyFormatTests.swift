import Foundation
import SignetTestProcesses
import Testing

/// The documented format is the one that is written: another program opens a copy by it.
@Suite("recovery copy format")
struct RecoveryCopyFormatTests {
  private static let document = Result {
    try String(
      contentsOf: URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../../Docs/RecoveryCopy.md").standardized, encoding: .utf8)
  }

  /// What lies between this fence and the next.
  private static func block(after fence: String) throws -> String {
    let text = try document.get()
    guard let start = text.range(of: fence),
      let end = text.range(of: "```\n", range: start.upperBound..<text.endIndex)
    else { throw Failure("the document has no block \(fence)") }
    return String(text[start.upperBound..<end.lowerBound])
  }

  private static func open(_ path: String, with passphrase: String) throws -> ChildProcess {
    try ChildProcess(
      ["/usr/bin/python3", "-c", try block(after: "```python\n"), path],
      input: Array((passphrase + "\n").utf8))
  }

  @Test("the document's program opens the document's copy, as the document shows")
  func example() throws {
    let folder = try DaemonFolder()
    let copy = try Self.block(after: "\n\n```\n")
    try folder.write(Array(copy.utf8), to: folder.path + "/copy.txt")
    let process = try Self.open(folder.path + "/copy.txt", with: "correct horse battery")
    #expect(process.wait() == .exit(0))
    #expect(try Self.document.get().contains("open-recovery-copy.py copy.txt\n\(process.text)```"))
  }

  @Test(
    "the document's program opens what setup writes, and gives the very key that was sealed",
    .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
  func opensOurs() throws {
    let machine = try SetupFolder()
    try machine.setUp()
    let process = try Self.open(machine.recovery, with: SetupFolder.words)
    #expect(process.wait() == .exit(0))
    #expect(process.text == Spelling.hexadecimal(try machine.opened()) + "\n")
    let wrong = try Self.open(machine.recovery, with: SetupFolder.words + "!")
    #expect(wrong.wait() == .exit(1))
    #expect(wrong.text.hasSuffix("cryptography.exceptions.InvalidTag\n"), "\(wrong.text)")
  }

  @Test(
    "recover opens the document's copy",
    .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
  func opensTheirs() throws {
    let machine = try SetupFolder()
    try machine.folder.write(
      Array(try Self.block(after: "\n\n```\n").utf8), to: machine.recovery)
    let process = try machine.start(
      ["recover", machine.recovery, "--passphrase-file", "/dev/stdin"] + machine.places,
      input: "correct horse battery\n")
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(
      try Self.document.get().contains(Spelling.hexadecimal(try machine.opened())))
  }
}
