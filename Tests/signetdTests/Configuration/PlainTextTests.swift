import SignetTestProcesses
import Testing

@testable import signetd

@Suite("the text of others in a message")
struct PlainTextTests {
  private static let hostile = "a\u{1B}[2J\nsignetd: b\u{202E}c\u{9B}d"

  @Test("is one printable line")
  func line() {
    #expect(PlainText.line(Self.hostile) == "a?[2J?signetd: b?c?d")
    #expect(PlainText.line("/srv/größe 1") == "/srv/größe 1")
    #expect(PlainText.line("12345", limit: 3) == "123...")
    #expect(PlainText.line("123", limit: 3) == "123")
  }

  @Test("is a word of a hundred characters where it is a name")
  func word() {
    #expect(PlainText.word("a b\tü") == "a?b??")
    #expect(PlainText.word(String(repeating: "x", count: 200)).count == 100)
  }

  @Test("cannot move the cursor, whatever the fault")
  func faults() {
    let name = Self.hostile
    let faults: [ConfigurationFault] = [
      .missing(path: name), .vanished(path: name), .brokenLink(path: name),
      .unreadable(path: name, code: 13), .notARegularFile(path: name), .notTrusted(path: name),
      .tooLarge(path: name), .notAnObject(path: name, member: nil),
      .notAnObject(path: name, member: "limits"), .unknownMember(path: name, name: name),
      .unknownVariable(name), .unknownOption(name), .badValue(.idleTime, .file(name)),
    ]
    for fault in faults {
      let text = fault.message + (fault.hint ?? "")
      #expect(text.unicodeScalars.allSatisfy(PlainText.isPrintable), "\(fault)")
    }
  }

  @Test("stays the same word in a shell")
  func shellWord() throws {
    let path = "/x/'\\\u{1B}[2J\n\u{202E} "
    #expect(ShellWord.of(path).unicodeScalars.allSatisfy(PlainText.isPrintable))
    let shell = try ChildProcess(["bash", "-c", "printf %s " + ShellWord.of(path)])
    shell.wait()
    #expect(shell.text == path)
  }

  @Test("of the environment and the options cannot either")
  func command() throws {
    for (arguments, variables) in [
      ([], ["SIGNETD_\u{1B}[2J\nX": "1"]), (["--set", "\u{1B}[2J\nx=1"], [:]),
      (["--config", "/nowhere/\u{1B}[2J\nx"], [:]),
    ] as [([String], [String: String])] {
      let process = try ChildProcess(
        [Programs.path(of: "signetd"), "config", "check"] + arguments, environment: variables)
      #expect(process.wait() == .exit(1))
      #expect(!process.text.contains("\u{1B}"))
      #expect(process.text.split(separator: "\n").allSatisfy { $0.hasPrefix("signetd: ") })
    }
  }
}
