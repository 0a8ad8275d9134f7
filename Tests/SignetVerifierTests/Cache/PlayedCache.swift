import SignetAPI
import SignetClient

@testable import SignetVerifier

/// A cache whose keys are words, whose time moves when told, and whose orders wait until a test
/// answers them.
final class PlayedCache {
  static let epoch = "e"

  var cache: KeyCache<String>
  var now = Duration.seconds(1000)
  var waiting: [Order] = []

  init(policy: CachePolicy = CachePolicy()) {
    cache = KeyCache(policy: policy, seed: 1)
  }

  /// One with a stream, a lease that was renewed at `revision`, and these workspaces loaded at it.
  static func holding(
    _ workspaces: [String] = ["acme"], at revision: UInt64 = 10,
    policy: CachePolicy = CachePolicy()
  ) -> PlayedCache {
    let played = PlayedCache(policy: policy)
    played.hello("l1", revision)
    played.renew()
    for workspace in workspaces {
      played.cache.want(workspace, at: played.now)
      played.answer(workspace, keys: "v1", revision: revision)
    }
    return played
  }

  func pump() { waiting += cache.orders(at: now) }

  func advance(_ duration: Duration) {
    now += duration
    pump()
  }

  // MARK: What was ordered

  func takeStream() -> StreamOrder? {
    pump()
    for (index, order) in waiting.enumerated() {
      guard case .open(let order) = order else { continue }
      waiting.remove(at: index)
      return order
    }
    return nil
  }

  func takeClose() -> UInt64? {
    pump()
    for (index, order) in waiting.enumerated() {
      guard case .close(let number) = order else { continue }
      waiting.remove(at: index)
      return number
    }
    return nil
  }

  func takeFetch(_ workspace: String = "acme") -> FetchOrder? {
    pump()
    for (index, order) in waiting.enumerated() {
      guard case .fetch(let order) = order, order.workspace == workspace else { continue }
      waiting.remove(at: index)
      return order
    }
    return nil
  }

  func takeRenewal() -> RenewalOrder? {
    pump()
    for (index, order) in waiting.enumerated() {
      guard case .renew(let order) = order else { continue }
      waiting.remove(at: index)
      return order
    }
    return nil
  }

  // MARK: What happens

  /// The stream that is ordered begins. False where none is.
  @discardableResult
  func hello(_ lease: String, _ revision: UInt64, epoch: String = epoch) -> Bool {
    guard let order = takeStream() else { return false }
    return cache.opened(
      order, Hello(lease: lease, leaseSeconds: 60, epoch: epoch, revision: revision))
  }

  /// The stream that is open ends, and time passes until another may be had.
  func endStream(_ end: StreamEnd = .over) {
    switch cache.stream {
    case .open(let number), .opening(let number), .closing(let number):
      cache.streamEnded(number, end, at: now)
    case .closed: break
    }
    waiting.removeAll { if case .open = $0 { true } else { false } }
    now = max(now, cache.streamGate.until)
  }

  func change(_ revision: UInt64) { change("acme", revision) }

  func change(_ workspace: String, _ revision: UInt64) {
    guard case .open(let number) = cache.stream else { return }
    _ = cache.told(
      number, KeysChange(workspace: workspace, revision: revision),
      EventID(epoch: Self.epoch, revision: revision))
  }

  @discardableResult
  func answer(
    _ workspace: String = "acme", keys: String, revision: UInt64, epoch: String = epoch
  ) -> Fetched? {
    guard let order = takeFetch(workspace) else { return nil }
    return answer(order, keys: keys, revision: revision, epoch: epoch)
  }

  @discardableResult
  func answer(
    _ order: FetchOrder, keys: String, revision: UInt64, epoch: String = epoch
  ) -> Fetched {
    cache.fetched(
      order, .keys(keys, eTag: "\"\(keys)\"", epoch: epoch, revision: revision), at: now)
  }

  /// A renewal is ordered, once its time has come, and taken. What it claimed; nil where none is.
  @discardableResult
  func renew() -> UInt64? {
    now += CachePolicy.spacing
    guard let order = takeRenewal() else { return nil }
    _ = cache.renewed(order, .renewed(holds: order.holds, lasts: .seconds(60)), at: now)
    return order.holds
  }

  func reset(_ revision: UInt64) -> Bool {
    guard case .open(let number) = cache.stream else { return false }
    return cache.reset(number, StreamReset(epoch: Self.epoch, revision: revision))
  }

  @discardableResult
  func answer(_ order: FetchOrder, _ outcome: FetchOutcome<String>) -> Fetched {
    cache.fetched(order, outcome, at: now)
  }

  /// The keys that may be used now.
  func keys(_ workspace: String = "acme") -> String? {
    guard case .usable(let usable) = cache.use(workspace, at: now) else { return nil }
    return usable.keys
  }
}
