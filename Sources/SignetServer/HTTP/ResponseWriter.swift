import NIOCore

/// Writes the head of an answer. Source: RFC 9112 §4, §6 and §9.3.
enum ResponseWriter {
  static let goOn: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"

  /// What an answer tells the client about the connection.
  enum Persistence {
    /// The next request may follow; what HTTP/1.1 takes for granted.
    case implied
    /// The same, to an HTTP/1.0 client that asked for it.
    case spelledOut
    /// This is the last answer.
    case close
  }

  /// `coding` is that of a body whose length is not known; nil where it is the response's own.
  static func writeHead(
    of response: HTTPResponse, id: RequestID, persistence: Persistence, coding: BodyCoding? = nil,
    to buffer: inout ByteBuffer
  ) {
    buffer.writeBytes(response.fixed.bytes)
    for (name, value) in response.headers {
      var field: [UInt8] = []
      field.reserveCapacity(name.utf8.count + value.utf8.count + 4)
      HeaderText.append(name, value, to: &field)
      buffer.writeBytes(field)
    }
    switch coding {
    case .chunked: buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
    case .closeDelimited: ()
    case nil:
      guard response.fixed.hasBody else { break }
      buffer.writeStaticString("Content-Length: ")
      writeDecimal(response.body.readableBytes, to: &buffer)
      buffer.writeStaticString("\r\n")
    }
    switch persistence {
    case .implied: ()
    case .spelledOut: buffer.writeStaticString("Connection: keep-alive\r\n")
    case .close: buffer.writeStaticString("Connection: close\r\n")
    }
    buffer.writeStaticString("Request-Id: ")
    _ = id.withDigits { buffer.writeBytes($0) }
    buffer.writeStaticString("\r\n\r\n")
  }

  /// A piece of a body whose length is not known. Source: RFC 9112 §7.1.
  static func write(_ piece: ByteBuffer, as coding: BodyCoding, to buffer: inout ByteBuffer) {
    switch coding {
    case .closeDelimited: buffer.writeImmutableBuffer(piece)
    case .chunked:
      buffer.writeString(String(piece.readableBytes, radix: 16))
      buffer.writeStaticString("\r\n")
      buffer.writeImmutableBuffer(piece)
      buffer.writeStaticString("\r\n")
    }
  }

  static func writeEnd(of coding: BodyCoding, to buffer: inout ByteBuffer) {
    switch coding {
    case .closeDelimited: ()
    case .chunked: buffer.writeStaticString("0\r\n\r\n")
    }
  }

  /// Fifteen bytes at most, so that the text is a small string and nothing is allocated.
  private static func writeDecimal(_ value: Int, to buffer: inout ByteBuffer) {
    buffer.writeString(String(value))
  }
}
