import SignetCore
import SignetTokens
import Synchronization
import Testing

@testable import SignetVerifier

@Suite("a verifier of a real daemon under load")
struct LoadTests {
  /// Tokens of secrets that have been shown and not revoked, and what was said of them.
  final class Honest: Sendable {
    private struct State {
      var tokens: [String]
      var checks = 0
      var refused: [String] = []
      var isOver = false
    }

    private let served: ServedVerifier
    private let state: Mutex<State>

    init(_ served: ServedVerifier, _ token: String) {
      self.served = served
      state = Mutex(State(tokens: [token]))
    }

    var tokens: [String] { state.withLock { $0.tokens } }
    var checks: Int { state.withLock { $0.checks } }
    var refused: [String] { state.withLock { $0.refused } }

    func set(_ tokens: [String]) { state.withLock { $0.tokens = tokens } }
    func end() { state.withLock { $0.isOver = true } }

    /// The lock is held, so that none is taken out while it is judged.
    private func check() -> Bool {
      state.withLock { state in
        for token in state.tokens {
          do {
            let verdict = try served.verdict(on: token)
            if verdict.version == nil { state.refused.append("\(verdict)") }
          } catch {
            state.refused.append("\(error)")
          }
        }
        state.checks += 1
        return !state.isOver
      }
    }

    func checkToTheEnd() async {
      while check() { await Task.yield() }
    }
  }

  @Test(
    "no honest token is refused through rotations, revocations and restarts, and none accepted after"
  )
  func load() async throws {
    try await ServedVerifier.run { served in
      let id = try ServedVerifier.workspaceID()
      try await served.verifier.prepare(ServedVerifier.id)
      let honest = Honest(served, try await served.token())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<2 { group.addTask { await honest.checkToTheEnd() } }
        defer { honest.end() }
        for round in 0..<20 {
          let old = try #require(honest.tokens.last)
          try await served.signet.perform(RotateSecret(id: id, grace: .hours(1)))
          try await served.propagated()
          let new = try await served.token()
          honest.set([old, new])
          if round % 5 == 4 { try await served.restartDaemon() }
          honest.set([new])
          try await served.signet.perform(RevokeSecret(id: id, version: .retiring))
          try await served.propagated()
          #expect(try served.verdict(on: old).reason == .unknownKid)
        }
      }
      #expect(honest.refused == [])
      #expect(honest.checks > 20)
    }
  }
}
