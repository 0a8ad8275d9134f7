import Glibc
import SignetAPI
import SignetClient
import Synchronization
import Testing

@testable import signet

@Suite struct SessionTests {
  private let session = Session(
    socketDirectory: "/nowhere", timeout: .seconds(1), isJSON: false, zone: .utc, onBehalfOf: nil,
    reason: nil,
    console: Console(
      terminal: Terminal(
        inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false,
        refusesColor: false)),
    pauses: [.zero, .zero])

  /// Makes a change whose attempts end with these errors, and then well.
  private func change(
    _ failures: [ClientError], key: String? = nil
  ) async -> (keys: [String?], error: CommandError?) {
    var keys: [String?] = []
    do {
      try await session.change(key: key) { options throws(ClientError) in
        keys.append(options.idempotencyKey)
        if keys.count <= failures.count { throw failures[keys.count - 1] }
      }
      return (keys, nil)
    } catch {
      return (keys, error)
    }
  }

  private let lost = ClientError.connectionLost(path: "p")
  private let unknown = ClientError.problem(Problem(.outcomeUnknown, detail: "d"))

  @Test("a change whose outcome is unknown is sent again with the same key")
  func sentAgain() async {
    let (keys, error) = await change([lost, unknown])
    #expect(error == nil)
    #expect(keys.count == 3)
    #expect(Set(keys).count == 1)
    #expect(keys.first != .some(nil))
  }

  @Test("once the outcome is unknown, a daemon that is away is waited for")
  func waitedFor() async {
    let away = ClientError.unreachable(path: "p", errno: ECONNREFUSED)
    let (keys, error) = await change([lost, away])
    #expect(error == nil)
    #expect(Set(keys).count == 1)
    let still = await change([lost, away, away], key: "k")
    #expect(still.error == .outcomeUnknown(away, idempotencyKey: "k"))
  }

  @Test("a refusal makes an unknown outcome known")
  func refusalDecides() async {
    let refusal = ClientError.problem(Problem(.workspaceExists, detail: ""))
    let (keys, error) = await change([lost, refusal])
    #expect(keys.count == 2)
    #expect(error == .client(refusal))
  }

  @Test("in the end the key is told, so that the admin can repeat it")
  func keyIsTold() async {
    let (keys, error) = await change([lost, unknown, lost], key: "mine")
    #expect(keys == ["mine", "mine", "mine"])
    #expect(error == .outcomeUnknown(lost, idempotencyKey: "mine"))
  }

  @Test(
    "what was refused, or cannot arrive, is sent once",
    arguments: [
      .problem(Problem(.rotationInProgress, detail: "")), .unreachable(path: "p", errno: ENOENT),
      .notPermitted(path: "p", group: "g"), .protocolViolation("x"),
    ] as [ClientError])
  func sentOnce(failure: ClientError) async {
    let (keys, error) = await change([failure])
    #expect(keys.count == 1)
    #expect(error == .client(failure))
  }

  @Test("after a time-out nothing is sent again, but the key is told")
  func timedOut() async {
    let failure = ClientError.timedOut(path: "p")
    let (keys, error) = await change([failure], key: "k")
    #expect(keys.count == 1)
    #expect(error == .outcomeUnknown(failure, idempotencyKey: "k"))
  }

  /// Asks the sockets in this order; each role's ends with its error, or well.
  private func ask(
    _ failures: [Role: ClientError], _ roles: [Role] = [.admin, .verifier]
  ) async -> (role: Role?, error: CommandError?) {
    do {
      let role = try await session.firstPermitted(roles) {
        client throws(ClientError) in
        if let failure = failures[client.configuration.role] { throw failure }
        return client.configuration.role
      }
      return (role, nil)
    } catch {
      return (nil, error)
    }
  }

  private let refused = ClientError.notPermitted(path: "p", group: "signet-admin")
  private let absent = ClientError.unreachable(path: "/nowhere/admin/signet.sock", errno: ENOENT)
  /// Of a daemon that was killed, and of one that was stopped.
  private let dead = [
    ClientError.unreachable(path: "/tmp/signet.sock", errno: ECONNREFUSED),
    ClientError.unreachable(path: "/tmp/signet.sock", errno: ENOENT),
  ]

  @Test("the next socket is asked where one is not permitted or not there")
  func nextSocket() async {
    #expect(await ask([:]).role == .admin)
    #expect(await ask([.admin: refused]).role == .verifier)
    #expect(await ask([.admin: absent]).role == .verifier)
  }

  @Test("where the daemon is down, that is the news and not a group that would not help")
  func daemonDown() async {
    for dead in dead {
      #expect(await ask([.admin: refused, .verifier: dead]).error == .client(dead))
      #expect(await ask([.admin: dead, .verifier: refused]).error == .client(dead))
      #expect(await ask([.admin: dead]).role == .verifier)
    }
  }

  @Test("where no socket is permitted, the least powerful group that would do is named")
  func leastPowerful() async {
    let auditor = ClientError.notPermitted(path: "p", group: "signet-audit")
    let error = await ask(
      [.admin: refused, .verifier: refused, .auditor: auditor], [.admin, .verifier, .auditor]
    ).error
    #expect(error == .client(auditor))
  }

  @Test("a socket that was not mounted here does not hide the one that is not permitted")
  func noSocket() async {
    #expect(await ask([.admin: absent, .verifier: refused]).error == .client(refused))
    #expect(await ask([.admin: absent, .verifier: absent]).error == .client(absent))
  }

  @Test("a refusal of the daemon is an answer, and no other socket is asked")
  func daemonRefuses() async {
    let problem = ClientError.problem(Problem(.workspaceNotFound, detail: ""))
    #expect(await ask([.admin: problem]).error == .client(problem))
  }

  @Test("only the admin socket is told on whose behalf and why")
  func asserted() {
    let session = Session(
      socketDirectory: "/x/", timeout: .seconds(1), isJSON: false, zone: .utc,
      onBehalfOf: "user:a", reason: "r", console: session.console)
    #expect(session.client(.admin).configuration.reason == "r")
    #expect(session.client(.admin).configuration.socketPath == "/x/admin/signet.sock")
    #expect(session.client(.verifier).configuration.onBehalfOf == nil)
    #expect(session.client(.auditor).configuration.socketPath == "/x/audit/signet.sock")
  }
}
