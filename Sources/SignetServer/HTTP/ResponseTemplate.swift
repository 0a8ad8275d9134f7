public import NIOHTTP1

/// The part of an answer that is the same each time, rendered once: status line and fixed header
/// fields. Keep it, and an answer costs no rendering of them.
public struct ResponseTemplate: Sendable {
  public let status: HTTPResponseStatus
  let bytes: [UInt8]

  /// `Cache-Control: no-store` is part of every answer: nothing these sockets say may be kept by
  /// something in between.
  public init(
    status: HTTPResponseStatus, contentType: String? = nil,
    headers: [(name: String, value: String)] = []
  ) {
    self.status = status
    var bytes = Array("HTTP/1.1 \(status.code) ".utf8)
    HeaderText.append(status.reasonPhrase, to: &bytes)
    bytes += Array("\r\nCache-Control: no-store\r\n".utf8)
    if let contentType { HeaderText.append("Content-Type", contentType, to: &bytes) }
    for (name, value) in headers { HeaderText.append(name, value, to: &bytes) }
    self.bytes = bytes
  }

  /// Whether an answer of this status has a body at all. Source: RFC 9110 §6.4.1.
  var hasBody: Bool { status.code >= 200 && status.code != 204 && status.code != 304 }
}

/// Header fields as bytes.
enum HeaderText {
  /// Appends one field and its line end.
  static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    append(name, to: &bytes)
    bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
    append(value, to: &bytes)
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  /// A control character becomes a space, so that no text can end its field and begin another.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
  }
}
