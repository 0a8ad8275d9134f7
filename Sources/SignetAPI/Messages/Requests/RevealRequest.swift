/// `POST …/secrets/{version}/reveal`. The reason comes in the header `Signet-Reason`.
public struct RevealRequest: Sendable, Hashable {
  public init() {}
}

extension RevealRequest: Codable {
  private enum CodingKeys: CodingKey, CaseIterable {}

  public init(from decoder: any Decoder) throws {
    _ = try decoder.closedContainer(keyedBy: CodingKeys.self)
  }

  public func encode(to encoder: any Encoder) throws {
    _ = encoder.container(keyedBy: CodingKeys.self)
  }
}
