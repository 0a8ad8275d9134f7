/// One event as it is on the wire.
struct ServerSentEvent: Sendable, Hashable {
  /// "message" where the stream names none.
  var type: String
  /// The lines of data with a line feed between.
  var data: String
  /// The last id that the stream had; empty where it had none.
  var id: String
}

/// Why a stream cannot be read on.
enum ServerSentError: Error, Sendable, Hashable {
  case notUTF8
  /// A line, or the lines of one event, are longer than any that the daemon sends.
  case tooLong
}
