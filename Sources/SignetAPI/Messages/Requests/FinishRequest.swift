/// `POST …/rotation/finish`.
public struct FinishRequest: Sendable, Hashable {
  public init() {}
}

extension FinishRequest: Codable {
  private enum CodingKeys: CodingKey, CaseIterable {}

  public init(from decoder: any Decoder) throws {
    _ = try decoder.closedContainer(keyedBy: CodingKeys.self)
  }

  public func encode(to encoder: any Encoder) throws {
    _ = encoder.container(keyedBy: CodingKeys.self)
  }
}
