/// Reads a stream of events, in pieces cut anywhere. Stricter than its source in two things: what is
/// not UTF-8 is an error, and so is an event without an end.
///
/// Source: the HTML standard, §9.2.5 and §9.2.6 (parsing and interpreting an event stream).
struct ServerSentEventParser: Sendable {
  /// Milliseconds that the stream asks to wait before the next connection.
  private(set) var retry: Int?

  private let longest: Int
  private var line: [UInt8] = []
  private var isFirstLine = true
  /// A line feed that follows belongs to the carriage return before it.
  private var endedByReturn = false
  private var type = ""
  private var data: String?
  private var id = ""

  /// `longest`: bytes that a line, or all data of an event, may have.
  init(longest: Int = 64 * 1024) {
    self.longest = longest
  }

  /// The events that are complete with this piece. What is incomplete when the stream ends is none.
  mutating func events(
    adding piece: some Sequence<UInt8>
  ) throws(ServerSentError) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in piece {
      let followsReturn = endedByReturn
      endedByReturn = byte == UInt8(ascii: "\r")
      switch byte {
      case UInt8(ascii: "\n") where followsReturn: continue
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if let event = try endLine() { events.append(event) }
      default:
        guard line.count < longest else { throw .tooLong }
        line.append(byte)
      }
    }
    return events
  }

  private mutating func endLine() throws(ServerSentError) -> ServerSentEvent? {
    defer {
      line.removeAll(keepingCapacity: true)
      isFirstLine = false
    }
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = isFirstLine && line.starts(with: byteOrderMark) ? line[3...] : line[...]
    guard !bytes.isEmpty else { return dispatch() }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    // Scalars, for a combining mark may follow the colon.
    let scalars = text.unicodeScalars
    let colon = scalars.firstIndex(of: ":") ?? scalars.endIndex
    var value = scalars[colon...].dropFirst()
    if value.first == " " { value.removeFirst() }
    try take(String(scalars[..<colon]), String(value))
    return nil
  }

  /// A line that begins with a colon has an empty name, and is a comment.
  private mutating func take(_ name: String, _ value: String) throws(ServerSentError) {
    switch name {
    case "event": type = value
    case "data":
      let whole = data.map { $0 + "\n" + value } ?? value
      guard whole.utf8.count <= longest else { throw .tooLong }
      data = whole
    case "id" where !value.unicodeScalars.contains("\0"): id = value
    case "retry":
      if value.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
        retry = Int(value) ?? retry
      }
    default: break
    }
  }

  /// Without a line of data there is no event, but the id stays.
  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      type = ""
      data = nil
    }
    return data.map { ServerSentEvent(type: type.isEmpty ? "message" : type, data: $0, id: id) }
  }
}
