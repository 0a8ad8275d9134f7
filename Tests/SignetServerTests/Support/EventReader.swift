import Foundation

/// Reads a stream of Server-Sent Events, as a client of another maker would. Source: the HTML standard,
/// "Server-sent events".
final class EventReader {
  struct Event: Equatable {
    var name = ""
    var id = ""
    var data = ""
    var retry: String?

    /// A member of the data.
    subscript(name: String) -> Any? {
      let object = try? JSONSerialization.jsonObject(with: Data(data.utf8))
      return (object as? [String: Any])?[name]
    }

    var revision: UInt64 { (self["revision"] as? NSNumber)?.uint64Value ?? 0 }
  }

  struct Ended: Error {}

  let client: RawClient
  private(set) var head: RawClient.Answer?
  private(set) var hello = Event()
  private(set) var comments = 0
  private var text = ""

  init(_ client: RawClient) { self.client = client }

  /// The lease that `hello` granted.
  var lease: String { hello["lease"] as? String ?? "" }

  /// Asks, and reads the head and the first event.
  func begin(_ request: String) throws {
    try client.send(request)
    head = try client.readHead()
    guard head?.status == 200 else { throw APIAnswer.Unexpected(text: head?.head ?? "") }
    hello = try next()
  }

  /// The next event. Throws `Ended` at the clean end of the body.
  func next() throws -> Event {
    while true {
      while let end = text.range(of: "\n\n") {
        let block = text[..<end.lowerBound]
        text = String(text[end.upperBound...])
        if let event = event(block) { return event }
      }
      let chunk = try client.readChunk()
      guard !chunk.isEmpty else { throw Ended() }
      text += chunk
    }
  }

  private func event(_ block: Substring) -> Event? {
    var event = Event()
    for line in block.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
      switch parts[0] {
      case "": comments += 1
      case "event": event.name = value
      case "id": event.id = value
      case "data": event.data = value
      case "retry": event.retry = value
      default: return Event(name: "a line that is none: \(line)")
      }
    }
    return event.name.isEmpty ? nil : event
  }

  /// Whether nothing but the clean end of the body comes.
  func ends() -> Bool {
    do {
      _ = try next()
      return false
    } catch {
      return error is Ended
    }
  }
}
