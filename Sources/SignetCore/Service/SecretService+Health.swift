/// How the service is, for `status`.
public enum ServiceHealth: Equatable, Sendable {
  case serving
  /// The last write to the store failed: changes and disclosures are refused until one succeeds.
  case degraded(StoreError)
}

extension SecretService {
  public var health: ServiceHealth {
    for case .store(let error) in live.troubles { return .degraded(error) }
    return .serving
  }

  /// How far the clock is behind the latest time that was committed, where that is more than a
  /// minute: one of the two was wrong. Until it has caught up, deadlines are judged by that time.
  public var clockBehind: Duration? {
    let behind = live.highWater - clock.now()
    return behind > .seconds(60) ? behind : nil
  }

  /// The newest row that did not open since the start; nil if there was none.
  public var damage: String? {
    for case .damaged(let what) in live.troubles { return what }
    return nil
  }

  /// Runs `body` on the thread that commits, and returns then: a probe whether it is alive. Returns
  /// too where it was too busy for that but has gone on since.
  public func reachCommitter(_ body: @escaping @Sendable () -> Void = {}) async {
    await committer.reach(body)
  }
}
