import SignetAPI
import SignetCore

/// The query of a request: no name that the route does not know, and each at most once but those that
/// it takes as a list.
struct Query: Sendable {
  private let items: [QueryItem]

  init(_ request: HTTPRequest) throws(Problem) {
    guard let query = request.query else {
      items = []
      return
    }
    guard let target = RequestTarget("/?\(query)") else {
      throw .parameter("query", "its percent-encoding is broken")
    }
    items = target.query
  }

  /// Throws for a name that is not among `names` or is there twice: a misspelt filter must not
  /// mean "everything".
  func allow(_ names: String...) throws(Problem) { try allow(names, repeatable: []) }

  /// The same; `repeatable` may be there as often as one likes.
  func allow(_ names: [String], repeatable: [String]) throws(Problem) {
    for (place, item) in items.enumerated() where !repeatable.contains(item.name) {
      guard names.contains(item.name) else {
        let all = names + repeatable
        let known = all.isEmpty ? "none" : all.joined(separator: ", ")
        throw .parameter(String(item.name.prefix(64)), "it is not known; known here: \(known)")
      }
      guard !items[..<place].contains(where: { $0.name == item.name }) else {
        throw .parameter(item.name, "give it once")
      }
    }
  }

  subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// The values of a name that may be there more than once, in their order.
  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) throws(Problem)
    -> Int
  {
    guard let text = self[name] else { return value }
    guard let number = Int(text), range.contains(number), String(number) == text else {
      throw .parameter(
        name, "give an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func flag(_ name: String) throws(Problem) -> Bool {
    switch self[name] {
    case nil, "false": return false
    case "true": return true
    default: throw .parameter(name, "give true or false")
    }
  }

  func time(_ name: String) throws(Problem) -> Timestamp? {
    guard let text = self[name] else { return nil }
    guard let time = APITime(text) else {
      throw .parameter(name, "give a time such as 2026-11-24T08:00:00.000Z")
    }
    return Timestamp(milliseconds: time.milliseconds)
  }

  /// A cursor that an earlier page gave.
  func cursor() throws(Problem) -> UInt64? {
    guard let text = self["cursor"] else { return nil }
    guard let cursor = PageCursor(text) else {
      throw .parameter("cursor", "give the nextCursor of the page before, unchanged")
    }
    return cursor.position
  }
}

/// Where a page ended, as an opaque text.
struct PageCursor: Equatable {
  let position: UInt64

  init(_ position: UInt64) { self.position = position }

  init?(_ text: String) {
    guard text.first == "p", let position = UInt64(text.dropFirst(), radix: 36),
      PageCursor(position).text == text, position <= UInt64(Int64.max)
    else { return nil }
    self.position = position
  }

  var text: String { "p" + String(position, radix: 36) }
}
