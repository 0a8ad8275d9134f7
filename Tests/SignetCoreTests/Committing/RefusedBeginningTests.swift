import SignetTestProcesses
import SignetTestSupport
import Synchronization
import Testing

@testable import SignetCore

/// A store that once says of a transaction that it cannot begin, for the outcome of an earlier one
/// is unknown.
private final class UnsettledStore: Store {
  let base: WatchedStore
  private let isUnsettled: @Sendable () -> Bool

  init(_ base: WatchedStore, isUnsettled: @escaping @Sendable () -> Bool) {
    self.base = base
    self.isUnsettled = isUnsettled
  }

  func transaction(_ body: (any StoreTransaction) throws -> Void) throws {
    if isUnsettled() { throw StoreError.outcomeUnknown("ROLLBACK failed") }
    try base.transaction(body)
  }

  func reopen() throws { try base.reopen() }
  func checkpoint() throws -> Int { try base.checkpoint() }
  func close() { base.close() }
}

@Suite("a store that begins no transaction", .timeLimit(.minutes(5)))
struct RefusedBeginningTests {
  @Test("leaves no unit without an answer: nothing of it was done, and after recovery it works")
  func answered() async throws {
    let folder = try TemporaryFolder()
    let flag = Flag()
    let store = UnsettledStore(
      try WatchedStore(in: folder), isUnsettled: { flag.take() })
    let service = try SecretService.open(
      store: store, master: try TestService.masterKey(1), clock: ManualClock(),
      entropy: SeededEntropy(1))
    defer { service.stop() }
    flag.raise()
    let context = RequestContext(requestID: "r")
    let create = CreateWorkspace(id: try workspaceID())
    await #expect(throws: SignetError.unavailable(.recovering)) {
      try await service.perform(create, as: .admin, context: context)
    }
    while service.live.isRecovering { await Task.yield() }
    while true {
      do {
        _ = try await service.perform(create, as: .admin, context: context)
        break
      } catch .unavailable(.recovering) { await Task.yield() }
    }
    #expect(service.revision == 2)
  }
}

/// Raised once, taken once.
private final class Flag: Sendable {
  private let isRaised = Mutex(false)

  func raise() { isRaised.withLock { $0 = true } }

  func take() -> Bool {
    isRaised.withLock { isRaised in
      defer { isRaised = false }
      return isRaised
    }
  }
}
