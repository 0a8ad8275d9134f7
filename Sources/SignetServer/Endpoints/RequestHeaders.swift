import NIOHTTP1
import SignetAPI

/// The header fields that the API gives a meaning to, read strictly: a field that is there twice
/// or holds what it must not is refused, never guessed.
struct RequestHeaders {
  private let headers: HTTPHeaders

  init(_ head: RequestHead) { headers = head.headers }

  /// A field's text: UTF-8 without control characters, at most `limit` bytes. Nil where absent.
  func text(_ name: String, atMost limit: Int) throws(Problem) -> String? {
    let values = headers[name]
    guard let value = values.first else { return nil }
    guard values.count == 1 else { throw .header(name, "send it once") }
    if let fault = PlainText.fault(in: value, atMost: limit) { throw .header(name, fault) }
    return value
  }

  enum ETags: Equatable {
    case none
    case any
    case list([String])
  }

  /// The entity tags of `If-Match` or `If-None-Match`, quotes included. Source: RFC 9110 §13.1.
  func etags(_ name: String) throws(Problem) -> ETags {
    let values = headers[name]
    guard !values.isEmpty else { return .none }
    let tags = values.flatMap { $0.split(separator: ",") }.map { Self.trimmed($0) }
    if tags == ["*"] { return .any }
    // A condition that names nothing is a mistake, not one that nothing meets.
    guard !tags.isEmpty else { throw .header(name, "give an ETag or *, or leave it out") }
    for tag in tags {
      let opaque = tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
      guard opaque.count >= 2, opaque.first == "\"", opaque.last == "\"" else {
        throw .header(name, "give an ETag as you received it, with its quotes, or *")
      }
    }
    return .list(tags)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
