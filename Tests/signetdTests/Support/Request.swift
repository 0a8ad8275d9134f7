/// A request as it goes over the wire, right or wrong.
struct Request: Sendable {
  var method: String
  var target: [UInt8]
  var fields: [[UInt8]] = []
  var body: [UInt8]?
  /// What follows without a length that says so.
  var tail: [UInt8] = []

  init(_ method: String, _ target: String) {
    self.method = method
    self.target = Array(target.utf8)
  }

  /// With a JSON body, as it stands.
  init(_ method: String, _ target: String, _ json: String) {
    self.init(method, target)
    body = Array(json.utf8)
    fields = [Array("Content-Type: application/json".utf8)]
  }

  /// The same with one more header field.
  func with(_ name: String, _ value: String) -> Request { with(name, Array(value.utf8)) }

  func with(_ name: String, _ value: [UInt8]) -> Request {
    var other = self
    other.fields.append(Array("\(name): ".utf8) + value)
    return other
  }

  /// The same with another body.
  func with(body: [UInt8]) -> Request {
    var other = self
    other.body = body
    return other
  }

  var head: [UInt8] {
    var bytes = Array("\(method) ".utf8) + target + Array(" HTTP/1.1\r\nHost: signet\r\n".utf8)
    for field in fields { bytes += field + Array("\r\n".utf8) }
    if let body { bytes += Array("Content-Length: \(body.count)\r\n".utf8) }
    return bytes + Array("\r\n".utf8)
  }

  var bytes: [UInt8] { head + (body ?? []) + tail }
}
