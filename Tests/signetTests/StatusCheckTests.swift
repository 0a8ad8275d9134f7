import SignetAPI
import SignetClient
import Testing

@testable import signet

@Suite struct StatusCheckTests {
  private func status(
    _ health: Status.Health, warnings: [String] = [], counts: Status.Counts? = nil
  ) -> Status {
    Status(
      health: health, version: "1.2", role: .admin, now: APITime(milliseconds: 0), epoch: "e",
      revision: 8, counts: counts, warnings: warnings.map { Notice(code: "c", detail: $0) })
  }

  private let counts = Status.Counts(
    workspaces: 3, rotating: 1, rotationDue: 0, auditEntries: 20)

  @Test("a daemon that serves is fine, with its numbers behind the bar")
  func fine() {
    let check = StatusCheck(status(.serving, counts: counts))
    #expect(
      check.line == "SIGNET OK: serving, version 1.2 | "
        + "workspaces=3 rotating=1 rotation_due=0 audit_entries=20c revision=8c")
    #expect(check.verdict.exitStatus.rawValue == 0)
  }

  @Test("numbers that are not known are left out")
  func unknownNumbers() {
    #expect(
      StatusCheck(status(.serving)).line == "SIGNET OK: serving, version 1.2 | revision=8c")
    #expect(
      StatusCheck(status(.serving, counts: .init(rotating: 0))).line
        == "SIGNET OK: serving, version 1.2 | rotating=0 revision=8c")
  }

  @Test("any warning is a warning, and so is a store that takes no writes")
  func warning() {
    let warned = StatusCheck(status(.serving, warnings: ["first", "second"]))
    #expect(warned.line == "SIGNET WARNING: first; second | revision=8c")
    #expect(warned.verdict.exitStatus.rawValue == 1)
    let degraded = StatusCheck(status(.degraded, warnings: ["the disk is full"]))
    #expect(
      degraded.line == "SIGNET WARNING: serving, but not well; the disk is full | revision=8c")
    #expect(degraded.verdict == .warning)
    #expect(StatusCheck(status(.degraded)).verdict == .warning)
  }

  @Test("a daemon that does not serve is critical, whatever it warns of")
  func unavailable() {
    let check = StatusCheck(status(.unavailable, warnings: ["it recovers"]))
    #expect(check.line == "SIGNET CRITICAL: not serving; it recovers | revision=8c")
    #expect(check.verdict.exitStatus.rawValue == 2)
  }

  @Test(
    "no status is critical, whatever the reason",
    arguments: [
      .client(.unreachable(path: "p", errno: 2)), .client(.timedOut(path: "p")),
      .client(.connectionLost(path: "p")), .client(.notPermitted(path: "p", group: "g")),
      .client(.problem(Problem(.busy, detail: "d"))), .client(.protocolViolation("x")),
    ] as [CommandError])
  func noStatus(error: CommandError) {
    let check = StatusCheck(error)
    #expect(check.verdict == .critical)
    #expect(check.line.hasPrefix("SIGNET CRITICAL: "))
    #expect(check.line.count > "SIGNET CRITICAL: ".count)
    #expect(!check.line.contains("|"))
  }

  @Test("a warning cannot end the line or begin the numbers")
  func oneLine() {
    let check = StatusCheck(status(.serving, warnings: ["a\nb | c=1\u{1B}[2J"]))
    #expect(check.line == "SIGNET WARNING: a\\u{a}b / c=1\\u{1b}[2J | revision=8c")
  }
}
