import NIOCore
import SignetAPI

/// Writes Server-Sent Events. Source: the HTML standard, "Server-sent events".
enum EventText {
  /// How long a reader waits, in milliseconds, before it connects again.
  static let retry = 1000

  /// The time to wait before connecting again; it belongs to the event that follows.
  static func appendRetry(to buffer: inout ByteBuffer) {
    buffer.writeString("retry: \(retry)\n")
  }

  /// A comment, which says only that the stream lives.
  static func appendHeartbeat(to buffer: inout ByteBuffer) { buffer.writeStaticString(":\n\n") }

  static func append(_ event: StreamEvent, id: EventID, to buffer: inout ByteBuffer) {
    switch event {
    case .hello(let hello): append("hello", hello, id, to: &buffer)
    case .keys(let change): append("keys", change, id, to: &buffer)
    case .reset(let reset): append("reset", reset, id, to: &buffer)
    }
  }

  /// JSON without a line break in it is one line of data.
  private static func append(
    _ name: String, _ message: some Encodable, _ id: EventID, to buffer: inout ByteBuffer
  ) {
    // These messages hold nothing that JSON cannot say; if one ever did, an event without data is
    // none, and its id still moves the reader on.
    let data = (try? MessageEncoding.bytes(message)) ?? []
    buffer.writeString("event: \(name)\nid: \(id.text)\n")
    if !data.isEmpty {
      buffer.writeStaticString("data: ")
      buffer.writeBytes(data)
      buffer.writeStaticString("\n")
    }
    buffer.writeStaticString("\n")
  }
}
