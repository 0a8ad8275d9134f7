public import NIOCore

/// The body of an answer that is made while it is sent.
///
/// The connection pulls: it asks for the next piece when the one before is with the kernel, so that
/// a stream costs one piece of memory however slowly it is read. All of it happens on the
/// connection's event loop, which must not be blocked.
public protocol ResponseStream: AnyObject {
  /// Appends the next piece to `buffer`, which is empty: a few kilobytes at most, for so much of it
  /// can wait in memory for the reader.
  func next(into buffer: inout ByteBuffer) -> StreamStep

  /// Called once, when it will not be asked any more: it has ended, the client has gone or was too
  /// slow, the connection's life is over or the daemon stops.
  func closed()
}

/// What comes after a piece.
public enum StreamStep: Sendable {
  /// There is more: ask again when this is written.
  case more
  /// That is all for now. The stream wakes its reader when there may be more.
  case waiting
  /// That was the last.
  case ended
}

/// Begins a stream, on the event loop of the connection that will read it, when the answer's head
/// has been written. It is not called where no body is sent: to a HEAD, or to a client that has
/// gone.
///
/// `wake` makes the connection ask for the next piece as soon as it can be sent. It is to be called
/// on the event loop, as often as one likes, also after the end.
public typealias StreamSource =
  @Sendable (_ loop: any EventLoop, _ wake: @escaping () -> Void) -> any ResponseStream
