@testable import SignetCore

/// Fetches without a lease, and uses a set for sixty seconds from sending the fetch.
final class AnonymousProcess: ModelProcess {
  private struct Held {
    let keys: ModelKeys
    let until: Duration
  }

  let line: Line
  let isHonest = true
  private var sets: [String: Held] = [:]
  private var fetching: Set<String> = []

  init(_ line: Line) { self.line = line }

  var position: UInt64 { 0 }
  var leaseName: String? { nil }
  func act(in world: World) {}
  func nextWake(after now: Duration) -> Duration? { nil }

  func usable(_ workspace: String, at now: Duration) -> ModelKeys? {
    guard let held = sets[workspace], now < held.until else { return nil }
    return held.keys
  }

  /// It fetches before each rejection, and when it has nothing.
  func want(_ workspace: String, again: Bool, in world: World) {
    guard fetching.insert(workspace).inserted else { return }
    let sentAt = world.now
    let until = sentAt + .seconds(60)
    let known = sets[workspace]?.keys
    let call = FetchCall(workspace: workspace, eTag: known?.eTag, lease: nil, by: line.principal)
    world.fetch(line, call) { [unowned self] reply in
      fetching.remove(workspace)
      switch reply {
      case .keys(let keys, _): sets[workspace] = Held(keys: keys, until: until)
      case .notModified:
        if let known { sets[workspace] = Held(keys: known, until: until) }
      case .refused("workspace_not_found", _): sets[workspace] = nil
      case .lost, .granted, .renewed, .released, .refused: break
      }
    }
  }
}
