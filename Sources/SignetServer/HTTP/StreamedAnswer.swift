import NIOCore

/// The stream that a connection is sending.
final class StreamedAnswer {
  let stream: any ResponseStream
  let coding: BodyCoding
  /// A piece is on its way to the kernel.
  var isWriting = false
  var isPumping = false

  init(_ stream: any ResponseStream, coding: BodyCoding) {
    self.stream = stream
    self.coding = coding
  }
}

/// How the reader finds the end of a body whose length is not known at its beginning.
enum BodyCoding {
  /// The chunked transfer coding. Source: RFC 9112 §7.1.
  case chunked
  /// The end of the connection, to an HTTP/1.0 client. Source: RFC 9112 §6.3.
  case closeDelimited
}
