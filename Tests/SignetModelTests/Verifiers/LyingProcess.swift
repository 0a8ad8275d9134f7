@testable import SignetCore

/// Claims to hold whatever it has heard of, and never fetches anew. Nobody promises anything about
/// what it uses; it must keep nobody else's promise from being kept.
final class LyingProcess: ModelProcess {
  let line: Line
  let isHonest = false
  private var lease: String?
  private var heard: UInt64 = 0
  private var stream: UInt64?
  private var streams: UInt64 = 0
  private var openAt = Duration.zero
  private var renewAt = Duration.zero

  init(_ line: Line) { self.line = line }

  var position: UInt64 { heard }
  var leaseName: String? { lease }
  func usable(_ workspace: String, at now: Duration) -> ModelKeys? { nil }
  func want(_ workspace: String, again: Bool, in world: World) {}

  func nextWake(after now: Duration) -> Duration? {
    stream == nil ? openAt : lease == nil ? nil : renewAt
  }

  func act(in world: World) {
    if stream == nil, world.now >= openAt { open(world) }
    if let lease, world.now >= renewAt {
      renewAt = world.now + .seconds(10)
      // Now and then more than there is.
      let holds = heard + (world.oneIn(10) ? 1 : 0)
      world.renew(line, lease, holds: holds) { [unowned self] reply in
        if case .refused("lease_not_found", _) = reply, self.lease == lease { self.lease = nil }
      }
    }
  }

  private func open(_ world: World) {
    streams += 1
    let number = streams
    stream = number
    world.open(
      line, number: number, replacing: lease, after: nil,
      hear: { [unowned self, unowned world] reply in
        guard case .granted(let lease, let revision, _) = reply else {
          stream = nil
          openAt = world.now + .seconds(2)
          return
        }
        self.lease = lease
        heard = max(heard, revision)
        renewAt = world.now
      },
      told: { [unowned self, unowned world] told in
        switch told {
        case .keys(_, let revision, _), .reset(let revision, _):
          heard = max(heard, revision)
          renewAt = world.now
        case .ended:
          if stream == number { stream = nil }
          openAt = world.now + .seconds(1)
        }
      })
  }
}
