/// A request target in origin form (RFC 9112 §3.2.1), cut into its raw path and decoded query.
public struct RequestTarget: Sendable, Hashable {
  public let path: String
  public let query: [QueryItem]

  /// Nothing where the target does not begin with a slash or the query's encoding is bad. A name
  /// without `=` has an empty value; a plus sign is a plus sign.
  public init?(_ target: String) {
    guard target.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var items: [QueryItem] = []
    for pair in parts.dropFirst().first?.split(separator: "&") ?? [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(sides[0]),
        let value = PercentEncoding.decode(sides.count > 1 ? sides[1] : "")
      else { return nil }
      items.append(QueryItem(name, value))
    }
    path = String(parts[0])
    query = items
  }
}
