import SignetTestProcesses

/// A stream of events of the real daemon, read as it comes.
final class EventStream {
  let client: RawClient
  let head: Answer
  private(set) var hello: JSON = .null
  private var text = ""

  init(
    _ daemon: RunningDaemon, _ role: RunningDaemon.Role = .verifier,
    _ query: String = "?verifier=v",
    lastEventID: String? = nil
  ) throws {
    client = try daemon.connect(role)
    var request = Request("GET", "/v1/events\(query)")
    if let lastEventID { request = request.with("Last-Event-ID", lastEventID) }
    try client.send(request.bytes)
    head = try client.head().expecting(200)
    hello = try next().data
  }

  var lease: String { hello["lease"].string ?? "" }

  struct Event {
    var name = ""
    var id = ""
    var data = JSON.null
  }

  /// The next event; comments are none. Throws where the stream ends.
  func next() throws -> Event {
    while true {
      while let end = text.range(of: "\n\n") {
        let block = text[..<end.lowerBound]
        text = String(text[end.upperBound...])
        let event = try event(block)
        if !event.name.isEmpty { return event }
      }
      let chunk = try client.chunk()
      if chunk.isEmpty { throw RawClient.Ended() }
      text += chunk
    }
  }

  private func event(_ block: Substring) throws -> Event {
    var event = Event()
    for line in block.split(separator: "\n") {
      let value = line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
      switch line.prefix(while: { $0 != ":" }) {
      case "event": event.name = String(value)
      case "id": event.id = String(value)
      case "data": event.data = try JSON(Array(value.utf8))
      default: ()
      }
    }
    return event
  }

  /// Whether the next that comes is the clean end of the body.
  func ends() throws -> Bool {
    while true {
      let chunk = try client.chunk()
      if chunk.isEmpty { return true }
      if chunk != ":\n\n" { return false }
    }
  }
}
