import SignetAPI
import SignetClient
import Testing

let statusBody = """
  {"epoch":"e","health":"serving","now":"2026-11-24T07:58:22.000Z","revision":1,"role":"admin",\
  "version":"1.0","warnings":[]}
  """

/// How a daemon reacts in a test.
struct Stub {
  let react: @Sendable (StubDaemon.Request) -> StubDaemon.Reaction

  init(_ react: @escaping @Sendable (StubDaemon.Request) -> StubDaemon.Reaction) {
    self.react = react
  }

  /// Runs a client against such a daemon, and stops the daemon afterwards.
  func run(
    timeout: Duration = .seconds(120), largestAnswer: Int = 1 << 20, onBehalfOf: String? = nil,
    reason: String? = nil, _ body: (SignetClient, StubDaemon) async throws -> Void
  ) async throws {
    let daemon = try await StubDaemon(react)
    let client = SignetClient(
      ClientConfiguration(
        socketPath: daemon.path, role: .admin, timeout: timeout, onBehalfOf: onBehalfOf,
        reason: reason, largestAnswer: largestAnswer))
    do {
      try await body(client, daemon)
    } catch {
      Issue.record(error)
    }
    await client.close()
    try await daemon.stop()
  }
}

/// The error that a call ends with.
func failure<Value>(
  of call: () async throws(ClientError) -> Value
) async -> ClientError? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error
  }
}
