/// One page of a list.
public struct Page<Item: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
  public var items: [Item]
  /// Where the next page begins; `null` after the last.
  public var nextCursor: String?

  public init(items: [Item], nextCursor: String?) {
    self.items = items
    self.nextCursor = nextCursor
  }

  private enum CodingKeys: CodingKey {
    case items, nextCursor
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(items, forKey: .items)
    try members.encode(nextCursor, forKey: .nextCursor)
  }
}
