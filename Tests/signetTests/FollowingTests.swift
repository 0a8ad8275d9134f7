import Foundation
import SignetAPI
import SignetClient
import SignetTestProcesses
import Testing

/// What the command does with verifiers that follow, and with one that does not.
@Suite struct FollowingTests {
  @Test("rotate --wait --reveal prints the secret once the verifier holds the revision")
  func rotation() async throws {
    let daemon = try ScriptDaemon()
    #expect(try await play(daemon, "signet workspace create acme").status == 0)
    try await Verifier.follows(daemon) { _ in
      let played = try await play(daemon, "signet secret rotate acme --wait --reveal")
      #expect(played.status == 0, "\(played.errors)")
      #expect(played.output.hasPrefix("isk_"))
      #expect(played.errors.contains("1 verifier followed, none is behind"), "\(played.errors)")
    }
    #expect(daemon.stop())
  }

  @Test("revoke --wait says that nobody accepts the secret any more; with --json the answer does")
  func revocation() async throws {
    let daemon = try ScriptDaemon()
    #expect(try await play(daemon, "signet workspace create acme").status == 0)
    try await Verifier.follows(daemon) { _ in
      let played = try await play(daemon, "signet secret revoke acme current --yes --wait")
      #expect(played.status == 0, "\(played.errors)")
      #expect(played.output.contains("\n1 verifier followed, none is behind\n"), "\(played.output)")
      let json = try await play(daemon, "signet secret revoke acme current --yes --wait --json")
      let change = try MessageDecoding.decode(RotationChange.self, from: Array(json.output.utf8))
      #expect(change.propagation?.complete == true)
      #expect(change.propagation?.holding.map(\.verifier) == ["chat-1"])
    }
    #expect(daemon.stop())
  }

  @Test("a verifier that does not follow holds a reveal back, by name, unless it is overridden")
  func behind() async throws {
    let daemon = try ScriptDaemon()
    #expect(try await play(daemon, "signet workspace create acme").status == 0)
    try await Verifier.standsStill(daemon) { lease in
      #expect(try await play(daemon, "signet secret rotate acme").status == 0)
      let refused = try await play(daemon, "signet secret reveal acme")
      #expect(refused.status == 75)
      #expect(refused.output.isEmpty)
      #expect(refused.errors.contains("chat-1"), "\(refused.errors)")
      let list = try await play(daemon, "signet verifiers")
      let line = try #require(list.output.split(separator: "\n").last)
      #expect(line.hasPrefix("chat-1 ") && line.contains(lease), "\(list.output)")
      let table = "signet secret reveal acme --override > /dev/null; signet audit list --limit 2"
      #expect(try await play(daemon, table).output.contains("allowed (override)"))
      let shown = try await play(daemon, "signet secret reveal acme --override --reason night")
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.output.hasPrefix("isk_"))
      let log = try await play(daemon, "signet audit list --action secret.reveal --json")
      #expect(log.output.contains(#""override":"true""#), "\(log.output)")
    }
    #expect(daemon.stop())
  }

  @Test("with nobody who holds keys, --wait ends at once")
  func nobody() async throws {
    let daemon = try ScriptDaemon()
    #expect(try await play(daemon, "signet workspace create acme").status == 0)
    let played = try await play(daemon, "signet secret rotate acme --wait")
    #expect(played.status == 0, "\(played.errors)")
    #expect(played.output.contains("no verifier holds a lease: nobody had to follow\n"))
    let list = try await play(daemon, "signet verifiers")
    #expect(list.output == "no verifier holds a lease\n")
    #expect(daemon.stop())
  }

  @Test("keys watch prints a line for each change of the workspaces that it is given")
  func watch() async throws {
    let daemon = try ScriptDaemon()
    #expect(
      try await play(daemon, "signet workspace create acme; signet workspace create other").status
        == 0)
    let watching = try ChildProcess(
      [Programs.path(of: "signet"), "keys", "watch", "acme", "--json"],
      environment: ["SIGNET_SOCKET_DIR": "\(daemon.folder)/run"])
    // It may begin after the first of them.
    for _ in 0..<100 where !watching.text.contains(#""workspace":"acme""#) {
      let rotate = "signet secret rotate other --grace 0s; signet secret rotate acme --grace 0s"
      #expect(try await play(daemon, rotate).status == 0)
    }
    #expect(watching.text.contains(#""workspace":"acme""#))
    #expect(!watching.text.contains("other"))
    watching.send(SIGTERM)
    watching.wait()
    #expect(daemon.stop())
  }
}

/// On a thread of its own, so that the verifier beside it goes on.
private func play(
  _ daemon: ScriptDaemon, _ command: String
) async throws -> ScriptDaemon.Played {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Result { try daemon.play(command) })
    }
  }
}

/// A verifier that uses no key, and so may say that it holds whatever it is told of.
private enum Verifier {
  /// Runs `body` with its lease's id while it follows at once.
  static func follows(_ daemon: ScriptDaemon, _ body: (String) async throws -> Void) async throws {
    let client = client(daemon)
    let stream = try await client.watchEvents(WatchRequest(verifier: "chat-1"))
    var events = stream.makeAsyncIterator()
    let lease = try await hello(&events)
    let following = Task {
      do {
        for try await watched in stream {
          _ = try await client.renewLease(lease, LeaseRenewal(holds: watched.id.revision))
        }
      } catch {
        Issue.record(error)
      }
    }
    try await body(lease)
    await stream.close()
    await following.value
    await client.close()
  }

  /// Runs `body` with its lease's id while it does nothing.
  static func standsStill(
    _ daemon: ScriptDaemon, _ body: (String) async throws -> Void
  ) async throws {
    let stream = try await client(daemon).watchEvents(WatchRequest(verifier: "chat-1"))
    var events = stream.makeAsyncIterator()
    try await body(try await hello(&events))
    await stream.close()
  }

  private static func client(_ daemon: ScriptDaemon) -> SignetClient {
    SignetClient(ClientConfiguration(directory: "\(daemon.folder)/run", role: .verifier))
  }

  private static func hello(_ events: inout EventStream.Iterator) async throws -> String {
    guard case .hello(let hello)? = try await events.next()?.event, let lease = hello.lease else {
      throw Failure("the stream does not begin with a lease")
    }
    return lease
  }
}
