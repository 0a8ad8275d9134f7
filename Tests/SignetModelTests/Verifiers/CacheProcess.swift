import SignetAPI
import SignetClient

@testable import SignetCore
@testable import SignetVerifier

/// A verifier that is the state machine of SignetVerifier.
final class CacheProcess: ModelProcess {
  let line: Line
  let isHonest = true
  private var cache: KeyCache<ModelKeys>

  init(_ line: Line, seed: UInt64) {
    self.line = line
    cache = KeyCache(seed: seed)
  }

  var position: UInt64 { cache.position?.revision ?? 0 }
  var leaseName: String? { cache.lease?.id }

  func nextWake(after now: Duration) -> Duration? { cache.nextWake(after: now) }

  func usable(_ workspace: String, at now: Duration) -> ModelKeys? {
    guard cache.entries[workspace] != nil,
      case .usable(let usable) = cache.use(workspace, at: now)
    else { return nil }
    return usable.keys
  }

  func want(_ workspace: String, again: Bool, in world: World) {
    guard line.filter?.contains(workspace) ?? true else { return }
    cache.want(workspace, at: world.now)
    if again { cache.recheck(workspace, at: world.now) }
  }

  func act(in world: World) {
    // In an order that a seed decides.
    for order in cache.orders(at: world.now).sorted(by: { $0.sorting < $1.sorting }) {
      switch order {
      case .open(let order): open(order, world)
      case .close(let number): world.close(line, number)
      case .fetch(let order): fetch(order, world)
      case .renew(let order): renew(order, world)
      }
    }
  }

  private func open(_ order: StreamOrder, _ world: World) {
    world.open(
      line, number: order.number, replacing: order.replacing,
      after: order.after.map { ($0.epoch, $0.revision) },
      hear: { [unowned self, unowned world] reply in
        switch reply {
        case .granted(let lease, let revision, let epoch):
          let hello = Hello(lease: lease, leaseSeconds: 60, epoch: epoch, revision: revision)
          if !cache.opened(order, hello) { world.close(line, order.number) }
        case .refused("lease_behind", _):
          cache.streamEnded(order.number, .predecessorBehind, at: world.now)
        case .refused: cache.streamEnded(order.number, .notGranted, at: world.now)
        case .lost(let wasSent):
          cache.streamEnded(order.number, wasSent ? .over : .notGranted, at: world.now)
        case .keys, .notModified, .renewed, .released: break
        }
      },
      told: { [unowned self, unowned world] told in
        switch told {
        case .keys(let workspace, let revision, let epoch):
          let change = KeysChange(workspace: workspace, revision: revision)
          let id = EventID(epoch: epoch, revision: revision)
          if !cache.told(order.number, change, id) { world.close(line, order.number) }
        case .reset(let revision, let epoch):
          let reset = StreamReset(epoch: epoch, revision: revision)
          if !cache.reset(order.number, reset) { world.close(line, order.number) }
        case .ended: cache.streamEnded(order.number, .over, at: world.now)
        }
      })
  }

  private func fetch(_ order: FetchOrder, _ world: World) {
    let call = FetchCall(
      workspace: order.workspace, eTag: order.eTag, lease: order.lease,
      by: line.principal)
    world.fetch(line, call) { [unowned self, unowned world] reply in
      let outcome: FetchOutcome<ModelKeys>
      switch reply {
      case .keys(let keys, let epoch):
        outcome = .keys(keys, eTag: keys.eTag, epoch: epoch, revision: keys.revision)
      case .notModified: outcome = .notModified
      case .refused("workspace_not_found", _): outcome = .workspaceNotFound
      case .refused("lease_not_found", _): outcome = .leaseNotFound
      case .lost: outcome = .daemonFailed(isBusy: false)
      case .refused, .granted, .renewed, .released: outcome = .refused
      }
      _ = cache.fetched(order, outcome, at: world.now)
    }
  }

  private func renew(_ order: RenewalOrder, _ world: World) {
    world.renew(line, order.lease, holds: order.holds) { [unowned self, unowned world] reply in
      let outcome: RenewalOutcome
      switch reply {
      case .renewed(let holds): outcome = .renewed(holds: holds, lasts: .seconds(60))
      case .refused("lease_behind", let revision): outcome = .behind(revision ?? 0)
      case .refused("lease_not_found", _): outcome = .leaseNotFound
      case .lost: outcome = .failed(isBusy: false)
      case .refused, .granted, .keys, .notModified, .released: outcome = .failed(isBusy: true)
      }
      _ = cache.renewed(order, outcome, at: world.now)
    }
  }
}

extension Order {
  fileprivate var sorting: String {
    switch self {
    case .close: "0"
    case .open: "1"
    case .renew: "2"
    case .fetch(let order): "3 \(order.workspace)"
    }
  }
}
