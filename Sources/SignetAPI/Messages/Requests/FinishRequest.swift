/// `POST …/rotation/finish`.
public struct FinishRequest: Sendable, Hashable {
  /// How long to wait at most until no verifier accepts the old version; without it not at all.
  public var wait: APIDuration?

  public init(wait: APIDuration? = nil) {
    self.wait = wait
  }
}

extension FinishRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case wait
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    wait = try members.decodeIfPresent(APIDuration.self, forKey: .wait)
  }
}
