import Foundation
import SignetTestProcesses
import Testing

/// What `signetd setup` and `signetd recover` ask on a terminal.
@Suite(
  "passphrase question", .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
struct PassphraseQuestionTests {
  private static let path =
    "recovery copy [\(NSHomeDirectoryForUser("root") ?? "?")/signet-recovery.txt]: "
  private static let first = "passphrase, at least 12 characters (not shown): "
  private static let second = "once more: "
  private static let words = SetupFolder.words

  private func setUp(
    _ machine: SetupFolder, options: [String] = [], _ steps: [Terminal.Step]
  ) throws -> Terminal.Session {
    try Terminal.run(
      [Programs.path(of: "signetd"), "setup"] + options + machine.setupPlaces,
      environment: machine.environment, steps: steps)
  }

  @Test("it asks where the copy goes, and twice for the passphrase, which is not shown")
  func asks() throws {
    let machine = try SetupFolder()
    let session = try setUp(
      machine,
      [
        .init(Self.path, type: machine.recovery + "\n"),
        .init(Self.first, type: Self.words + "\n"),
        .init(Self.second, type: Self.words + "\n"),
      ])
    #expect(session.status == 0, "\(session.shown)")
    #expect(session.echoes == [true, false, false])
    #expect(session.echoesAfter)
    #expect(session.shown.contains(machine.recovery))
    #expect(!session.shown.contains("horse"))
    // The typed passphrase is the one that opens it, and the question is the same for recover.
    let again = machine.path + "/again"
    let recovered = try Terminal.run(
      [
        Programs.path(of: "signetd"), "recover", machine.recovery, "--with-key", "host",
        "--credential", again,
      ],
      environment: machine.environment,
      steps: [.init("passphrase (not shown): ", type: Self.words + "\n")])
    #expect(recovered.status == 0, "\(recovered.shown)")
    #expect(recovered.echoes == [false] && recovered.echoesAfter)
    #expect(!recovered.shown.contains("horse"))
    #expect(try machine.opened(again) == machine.opened())
  }

  @Test("a slip may be mended twice")
  func slips() throws {
    let machine = try SetupFolder()
    let session = try setUp(
      machine, options: ["--recovery-out", machine.recovery],
      [
        .init(Self.first, type: "too short\n"),
        .init(Self.first, type: Self.words + "\n"),
        .init(Self.second, type: Self.words + "?\n"),
        .init(Self.first, type: Self.words + "\n"),
        .init(Self.second, type: Self.words + "\n"),
      ])
    #expect(session.status == 0, "\(session.shown)")
    #expect(session.shown.contains("the passphrase has 9 characters, and at least 12 are needed"))
    #expect(session.shown.contains("the two passphrases are not the same"))
  }

  @Test("a third slip ends it, and nothing was made")
  func thirdSlip() throws {
    let machine = try SetupFolder()
    let before = try machine.files()
    let session = try setUp(
      machine, options: ["--recovery-out", machine.recovery],
      [
        .init(Self.first, type: "too short\n"), .init(Self.first, type: "\n"),
        .init(Self.first, type: "\u{1B}[A and the last one\n"),
      ])
    #expect(session.status == 1)
    #expect(session.shown.contains("signetd: error: the passphrase holds a control character"))
    #expect(session.echoesAfter)
    #expect(try machine.files() == before)
  }

  @Test("a line that is far too long is one answer, not two")
  func longLine() throws {
    let machine = try SetupFolder()
    let long = String(repeating: "correct horse battery staple ", count: 60)
    let session = try setUp(
      machine, options: ["--recovery-out", machine.recovery],
      [
        .init(Self.first, type: long + "\n"),
        .init("the passphrase has more than 1024 bytes", type: ""),
        .init(Self.first, type: Self.words + "\n"),
        .init(Self.second, type: Self.words + "\n"),
      ])
    #expect(session.status == 0, "\(session.shown)")
  }

  enum Ending: String, CaseIterable {
    case controlC, controlBackslash, controlD, terminated, hungUp, interrupted
  }

  @Test(
    "whatever ends the question, the terminal shows again what is typed, and nothing was made",
    arguments: Ending.allCases, [0, 1])
  func ended(by ending: Ending, question: Int) throws {
    let machine = try SetupFolder()
    let before = try machine.files()
    var steps = question == 0 ? [] : [Terminal.Step(Self.first, type: Self.words + "\n")]
    let wait = question == 0 ? Self.first : Self.second
    let status: Int
    switch ending {
    case .controlC: (status, steps) = (130, steps + [.init(wait, type: "\u{03}")])
    case .controlBackslash: (status, steps) = (131, steps + [.init(wait, type: "\u{1C}")])
    case .controlD: (status, steps) = (1, steps + [.init(wait, type: "\u{04}")])
    case .terminated: (status, steps) = (143, steps + [.init(wait, signal: SIGTERM)])
    case .hungUp: (status, steps) = (129, steps + [.init(wait, signal: SIGHUP)])
    case .interrupted: (status, steps) = (130, steps + [.init(wait, signal: SIGINT)])
    }
    let session = try setUp(machine, options: ["--recovery-out", machine.recovery], steps)
    #expect(session.status == status, "\(session.shown)")
    #expect(session.echoes.allSatisfy { !$0 })
    #expect(session.echoesAfter)
    #expect(try machine.files() == before)
  }

  @Test("a passphrase file that is the terminal is refused: it would be shown")
  func terminalAsFile() throws {
    let machine = try SetupFolder()
    let session = try setUp(
      machine, options: ["--recovery-out", machine.recovery, "--passphrase-file", "/dev/tty"], [])
    #expect(session.status == 1)
    #expect(session.shown.contains("/dev/tty is a terminal, which would show the passphrase"))
  }
}
