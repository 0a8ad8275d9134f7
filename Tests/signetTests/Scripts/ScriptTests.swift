import Foundation
import SignetTestProcesses
import Testing

/// The transcripts of `Tests/Scripts`, played with the real binaries.
@Suite
struct ScriptTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Scripts")

  /// Those whose name begins with `root-` become another user.
  static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".txt") && (geteuid() == 0 || !$0.hasPrefix("root-")) }
      .sorted()
  }()

  @Test("there are transcripts")
  func present() {
    #expect(!Self.names.isEmpty)
  }

  @Test("the command does what its transcript says", arguments: names)
  func plays(name: String) throws {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let transcript = try Transcript(text)
    let daemon = try ScriptDaemon()
    for step in transcript.steps {
      let played = try daemon.play(step.command)
      let place: Comment = "\(name):\(step.line): \(step.command)"
      #expect(played.status == step.status, place)
      expect(played.output, step.output, place, "standard output")
      expect(played.errors, step.errors, place, "standard error")
    }
    #expect(daemon.stop())
  }

  private func expect(
    _ text: String, _ expected: [String], _ place: Comment, _ stream: String
  ) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Like the transcript, whose steps may be followed by empty lines.
    while lines.last == "" { lines.removeLast() }
    guard !LinePattern.matches(lines, expected) else { return }
    Issue.record(
      "\(place.rawValue)\n\(stream):\n\(text)\nexpected:\n\(expected.joined(separator: "\n"))")
  }
}
