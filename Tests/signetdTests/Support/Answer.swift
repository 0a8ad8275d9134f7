import SignetTestProcesses

/// One answer, as it was on the wire.
struct Answer {
  let status: Int
  private let fields: [(name: String, value: String)]
  var body: [UInt8] = []

  init(head: String) throws {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let first = lines[0].split(separator: " ")
    guard first.count >= 2, first[0] == "HTTP/1.1", let status = Int(first[1]) else {
      throw Failure("not a status line: \(lines[0])")
    }
    self.status = status
    fields = try lines.dropFirst().map { line in
      guard let colon = line.firstIndex(of: ":") else { throw Failure("not a field: \(line)") }
      return (
        line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " })
      )
    }
  }

  /// The value of a header field; nil where it is missing.
  subscript(field name: String) -> String? {
    fields.first { $0.name == name.lowercased() }?.value
  }

  var hasBody: Bool { status >= 200 && status != 204 && status != 304 }
  var length: Int { self[field: "Content-Length"].flatMap { Int($0) } ?? 0 }
  var etag: String { self[field: "ETag"] ?? "" }
  var requestID: String { self[field: "Request-Id"] ?? "" }
  var text: String { String(decoding: body, as: UTF8.self) }
  /// `null` where there is no JSON.
  var json: JSON { (try? JSON(body)) ?? .null }

  /// A line for each, for NDJSON.
  func lines() throws -> [JSON] {
    try body.split(separator: UInt8(ascii: "\n")).map { try JSON(Array($0)) }
  }

  /// Throws, with all there is to know, where the status is another.
  @discardableResult
  func expecting(_ status: Int) throws -> Answer {
    guard self.status == status else {
      throw Failure("\(self.status) instead of \(status): \(text)")
    }
    return self
  }
}
