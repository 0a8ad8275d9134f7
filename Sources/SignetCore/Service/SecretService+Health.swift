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

  /// The newest row that did not open since the start; nil if there was none.
  public var damage: String? {
    for case .damaged(let what) in live.troubles { return what }
    return nil
  }
}
