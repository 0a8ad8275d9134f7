public import SignetAPI

/// An event, and where the stream is after it.
public struct WatchedEvent: Sendable, Hashable {
  public let id: EventID
  public let event: StreamEvent

  public init(id: EventID, event: StreamEvent) {
    self.id = id
    self.event = event
  }
}

/// Turns the pieces of a stream's body into its events, and holds them to what the API says: each
/// has an id, the first is `hello` and no other is. Events that a newer daemon adds are left out.
struct WatchedEventReader: Sendable {
  private var parser = ServerSentEventParser()
  private var hadHello = false

  var retry: Int? { parser.retry }

  mutating func events(
    adding piece: some Sequence<UInt8>
  ) throws(ClientError) -> [WatchedEvent] {
    let parsed: [ServerSentEvent]
    do {
      parsed = try parser.events(adding: piece)
    } catch {
      switch error {
      case .notUTF8: throw .protocolViolation("the stream of events is not UTF-8")
      case .tooLong: throw .protocolViolation("an event of the stream is too long")
      }
    }
    var events: [WatchedEvent] = []
    for event in parsed {
      if let event = try read(event) { events.append(event) }
    }
    return events
  }

  private mutating func read(_ raw: ServerSentEvent) throws(ClientError) -> WatchedEvent? {
    let isHello = raw.type == "hello"
    guard isHello != hadHello else {
      throw .protocolViolation("the stream does not begin with its one hello")
    }
    hadHello = true
    let event: StreamEvent
    switch raw.type {
    case "hello": event = .hello(try Self.decode(Hello.self, raw))
    case "keys": event = .keys(try Self.decode(KeysChange.self, raw))
    case "reset": event = .reset(try Self.decode(StreamReset.self, raw))
    default: return nil
    }
    guard let id = EventID(raw.id) else {
      throw .protocolViolation("an event of the stream has no id")
    }
    return WatchedEvent(id: id, event: event)
  }

  private static func decode<Message: Decodable>(
    _ type: Message.Type, _ raw: ServerSentEvent
  ) throws(ClientError) -> Message {
    do {
      return try MessageDecoding.decode(type, from: Array(raw.data.utf8))
    } catch {
      throw .protocolViolation(
        "the event \(raw.type) is not what this client expects at \"\(error.pointer)\": "
          + error.detail)
    }
  }
}
