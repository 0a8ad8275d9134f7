import SignetAPI
import SignetClient
import Synchronization

/// Carries out what a `KeyCache` orders, and tells it what came of it. One a verifier.
final class LeaseKeeper: Sendable {
  struct State: Sendable {
    var cache: KeyCache<KeySnapshot>
    var waiting = Waiting()
    var streams: [UInt64: EventStream] = [:]
    var dropsSeen = 0
    var lastWaiter: UInt64 = 0
    var task: Task<Void, Never>?
  }

  let configuration: IdentityVerifier.Configuration
  let clock: VerifierClock
  let state: Mutex<State>
  let ledger = Mutex(UsageLedger())
  let daemon: DaemonConnections
  private let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation

  init(_ configuration: IdentityVerifier.Configuration, clock: VerifierClock) {
    self.configuration = configuration
    self.clock = clock
    let policy = CachePolicy(capacity: configuration.capacity, idle: configuration.idle)
    state = Mutex(State(cache: KeyCache(policy: policy, seed: .random(in: 0 ... .max))))
    daemon = DaemonConnections(socketPath: configuration.socketPath)
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Something happened: see what is to be done.
  func wake() { ring.yield() }

  /// The task that keeps the lease, begun if it was not.
  @discardableResult
  func start() -> Task<Void, Never> {
    state.withLock { state in
      if let task = state.task { return task }
      let task = Task { await self.keep() }
      state.task = task
      return task
    }
  }

  /// From now on no key is used, and nobody waits. The lease is released by the task.
  func requestStop() {
    state.withLock { state in
      state.cache.stop()
      state.waiting.failed(.keysUnavailable(.stopped))
    }
    ring.finish()
  }

  private func keep() async {
    wake()
    await withDiscardingTaskGroup { group in
      var scheduled = Duration.zero
      for await _ in bell {
        let now = clock.uptime()
        let (orders, wake) = state.withLock { (state: inout State) in
          let orders = state.cache.orders(at: now)
          Self.tellWhoWasDropped(&state)
          return (orders, state.cache.nextWake(after: now))
        }
        for order in orders { group.addTask { await self.perform(order) } }
        // A sleep that was for later is left to end; it wakes for nothing.
        if scheduled <= now || wake < scheduled {
          scheduled = wake
          group.addTask { [clock] in
            await clock.sleep(wake)
            self.wake()
          }
        }
      }
      group.cancelAll()
    }
    requestStop()
    await release()
  }

  private static func tellWhoWasDropped(_ state: inout State) {
    guard state.cache.drops != state.dropsSeen else { return }
    state.dropsSeen = state.cache.drops
    let cache = state.cache
    state.waiting.failed(.keysUnavailable(.notPrepared)) { cache.entries[$0] == nil }
  }

  private func perform(_ order: Order) async {
    switch order {
    case .open(let order): await follow(order)
    case .close(let number): await state.withLock { $0.streams[number] }?.close()
    case .fetch(let order): await fetch(order)
    case .renew(let order): await renew(order)
    }
    wake()
  }
}
