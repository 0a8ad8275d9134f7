import Glibc
import SignetAPI
import SignetClient
import SignetJSON
import Testing

@testable import signet

@Suite struct ErrorTextTests {
  private func lines(_ error: CommandError, workspace: String? = nil) -> String? {
    ErrorText(error, workspace: workspace)?.lines(.plain)
  }

  @Test("who may not connect is told the group and the command that joins it")
  func notPermitted() throws {
    let error = CommandError.client(
      .notPermitted(path: "/run/signet/admin/signet.sock", group: "signet-admin"))
    let text = try #require(lines(error))
    #expect(
      text.hasPrefix(
        "signet: error: permission denied on /run/signet/admin/signet.sock\n"
          + "signet: hint: members of the group signet-admin may connect; "
          + "join it with \"sudo usermod -aG signet-admin "))
    #expect(error.status == .notPermitted)
  }

  @Test(
    "each kind of failure has its exit status",
    arguments: [
      (.client(.unreachable(path: "p", errno: ENOENT)), 69),
      (.client(.connectionLost(path: "p")), 69),
      (.client(.timedOut(path: "p")), 69),
      (.client(.notPermitted(path: "p", group: "g")), 77),
      (.client(.problem(Problem(.forbidden, detail: ""))), 77),
      (.client(.problem(Problem(.rotationInProgress, detail: ""))), 1),
      (.client(.protocolViolation("x")), 1),
      (.outcomeUnknown(.timedOut(path: "p"), idempotencyKey: "k"), 69),
      (.checked(.warning), 1), (.checked(.critical), 2),
      (.usage("x"), 64), (.tokenRejected, 65), (.badInput("x"), 1), (.notConfirmed, 1),
      (.outputFailed(ENOSPC), 1), (.failed("x", hint: nil), 1),
    ] as [(CommandError, Int32)])
  func statuses(error: CommandError, status: Int32) {
    #expect(error.status.rawValue == status)
  }

  @Test("a change whose outcome is unknown can be repeated with its key")
  func outcomeUnknown() throws {
    let text = try #require(lines(.outcomeUnknown(.timedOut(path: "p"), idempotencyKey: "k7")))
    #expect(text.contains("--idempotency-key k7"))
  }

  @Test("a problem names the bad places, and what the daemon says cannot move the cursor")
  func problem() throws {
    let problem = Problem(
      .invalidRequest, detail: "no\u{1B}[2J",
      errors: [.init(pointer: "/settings/clockSkew", detail: "too long")])
    #expect(
      lines(.client(.problem(problem)))
        == "signet: error: no\\u{1b}[2J\nsignet:   settings.clockSkew: too long\n")
  }

  @Test("what is wrong stands before what to do, and one place is not told twice")
  func titleAndDetail() {
    #expect(
      lines(.client(.problem(Problem(.workspaceDeleted, detail: "choose another id"))))
        == "signet: error: a workspace of this id was deleted, and ids are never used again: "
        + "choose another id\n")
    let place = Problem.Place(pointer: "/id", detail: "bad id")
    #expect(
      lines(.client(.problem(Problem(.invalidRequest, detail: "bad id", errors: [place]))))
        == "signet: error: id: bad id\n")
  }

  private func hint(
    _ code: ProblemCode, workspace: String?, members: JSONObject = JSONObject()
  ) -> String? {
    ErrorText(
      .problem(Problem(code, detail: "d", members: members)), workspace: workspace
    ).hint
  }

  @Test("a hint names the workspace that the command was about, where it is one word")
  func workspaceInHint() {
    #expect(
      hint(.workspaceExists, workspace: "acme") == "look at it with: signet workspace show acme")
    for id in [nil, "", "a b", "a;reboot", "$(reboot)"] {
      #expect(hint(.workspaceExists, workspace: id) == "look at it with: signet workspace show ID")
    }
  }

  @Test("a rotation in progress can be ended, or forced with the flags that this takes")
  func rotationInProgress() {
    let start =
      "look at it with \"signet rotation show acme\"; end it with \"signet rotation finish acme\"; "
      + "or revoke the old secret with \"signet secret rotate acme --force --expected-version "
    #expect(
      hint(.rotationInProgress, workspace: "acme")
        == start + "N\", N as \"signet secret show acme\" tells it")
    let members = JSONObject([JSONMember(name: "currentVersion", value: .number(JSONNumber(7)))])
    #expect(hint(.rotationInProgress, workspace: "acme", members: members) == start + "7\"")
  }

  @Test("what timed out is not asked to try what may time out as well")
  func timedOut() throws {
    let text = try #require(lines(.client(.timedOut(path: "p"))))
    #expect(!text.contains("signet status"))
    #expect(text.contains("--timeout 2m"))
  }

  @Test("what timed out may not start, and it is first told where to see why")
  func timedOutAtStart() throws {
    let error = ErrorText(.timedOut(path: "p"))
    let hint = try #require(error.hint)
    #expect(hint.hasPrefix("it may not start; see why: journalctl -u signetd -n 20"))
  }

  @Test("a bad input is told with its next step, where there is one")
  func badInput() {
    #expect(lines(.badInput("x")) == "signet: error: x\n")
    #expect(lines(.badInput("x", hint: "y")) == "signet: error: x\nsignet: hint: y\n")
  }

  @Test("a rejected token and a closed pipe need no words")
  func silent() {
    #expect(lines(.tokenRejected) == nil)
    #expect(lines(.outputFailed(EPIPE)) == nil)
  }

  @Test("an error inside of the daemon names the request to look for")
  func internalError() throws {
    let problem = Problem(.internalError, detail: "oops", requestID: "r7")
    let text = try #require(lines(.client(.problem(problem))))
    #expect(text.contains("request r7"))
  }
}
