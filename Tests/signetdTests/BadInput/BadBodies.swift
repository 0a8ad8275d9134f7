import SignetAPI

/// Bodies that no route reads: not JSON, not an object, not of the type, not expected at all.
enum BadBodies {
  static let syntax: [BadRequest] = Route.withBody.flatMap { route in
    let read = texts.map { name, body, code in BadRequest.body(route, name, body, code, at: "") }
    let encoded = bytes.map { name, body in
      BadRequest(
        route, name, BadRequest.request(route, body: "").with(body: body), .invalidJSON,
        at: .pointer(""))
    }
    return read + encoded + members(of: route) + size(of: route)
  }

  private static func members(of route: Route) -> [BadRequest] {
    let name = String(repeating: "n", count: 999)
    let members: [(body: String, pointer: String)] = [
      (#"{"grase":"1h"}"#, "/grase"), (#"{"~/":1}"#, "/~0~1"), (#"{"":1}"#, "/"),
      ("{\"\(name)\":1}", "/" + String(repeating: "n", count: 64)),
    ]
    return members.map { body, pointer in
      .body(
        route, "a member that is not known: \(body.prefix(20))", body, .unknownMember, at: pointer)
    }
  }

  private static func size(of route: Route) -> [BadRequest] {
    let large = String(repeating: " ", count: route.bodyLimit + 1)
    let tooLarge = BadRequest(
      route, "too large", BadRequest.request(route, body: large), .bodyTooLarge)
    if route.bodyIsOptional { return [tooLarge] }
    return [
      tooLarge,
      .body(route, "none at all", "", .invalidJSON, at: ""),
      BadRequest(
        route, "none at all, and no length", BadRequest.request(route), .invalidJSON,
        at: .pointer("")),
    ]
  }

  private static let texts: [(name: String, body: String, code: ProblemCode)] = [
    ("half of one", "{", .invalidJSON),
    ("half of a member", #"{"a""#, .invalidJSON),
    ("half of a string", #"{"a":""#, .invalidJSON),
    ("white space", " \r\n\t", .invalidJSON),
    ("text", "hello", .invalidJSON),
    ("two values", "{} {}", .invalidJSON),
    ("a byte after the value", "{}x", .invalidJSON),
    ("NUL after the value", "{}\0", .invalidJSON),
    ("a byte order mark", "\u{FEFF}{}", .invalidJSON),
    ("a trailing comma", #"{"a":1,}"#, .invalidJSON),
    ("a name without quotes", "{a:1}", .invalidJSON),
    ("a comment", "{} // no", .invalidJSON),
    ("two members of one name", #"{"a":1,"a":1}"#, .invalidJSON),
    ("two members of one name, by an escape", #"{"a":1,"\u0061":1}"#, .invalidJSON),
    ("two members of one name, deep inside", #"{"a":[{"b":{"c":1,"c":2}}]}"#, .invalidJSON),
    ("the first half of a surrogate pair", #"{"a":"\ud800"}"#, .invalidJSON),
    ("the second half of a surrogate pair", #"{"a":"\udc00"}"#, .invalidJSON),
    ("halves in the wrong order", #"{"a":"\udc00\ud800"}"#, .invalidJSON),
    ("half of a surrogate pair in a name", #"{"\ud800":1}"#, .invalidJSON),
    ("a control character in a string", "{\"a\":\"\u{1}\"}", .invalidJSON),
    ("an escape that JSON does not have", #"{"a":"\x41"}"#, .invalidJSON),
    ("a leading zero", #"{"a":01}"#, .invalidJSON),
    ("a leading plus", #"{"a":+1}"#, .invalidJSON),
    ("a number without an end", #"{"a":1e}"#, .invalidJSON),
    ("not a number", #"{"a":NaN}"#, .invalidJSON),
    ("infinity", #"{"a":-Infinity}"#, .invalidJSON),
    ("10,000 levels, open", String(repeating: "[", count: 10_000), .invalidJSON),
    (
      "10,000 levels of arrays",
      String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000), .invalidJSON
    ),
    (
      "10,000 levels of objects",
      String(repeating: #"{"":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000),
      .invalidJSON
    ),
    (
      "65 levels", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      .invalidJSON
    ),
    (
      "64 levels of another type",
      String(repeating: "[", count: 64) + String(repeating: "]", count: 64), .invalidRequest
    ),
    ("an array", "[]", .invalidRequest), ("an array of one", "[{}]", .invalidRequest),
    ("null", "null", .invalidRequest), ("true", "true", .invalidRequest),
    ("a string", #""a""#, .invalidRequest), ("a number", "1", .invalidRequest),
    ("a huge number", "1e308", .invalidRequest), ("a number beyond", "1e999", .invalidRequest),
  ]

  private static let bytes: [(name: String, body: [UInt8])] = [
    ("a byte that UTF-8 does not have", quoted([0xFF])), ("a lone continuation", quoted([0x80])),
    ("half of a character", quoted([0xC3])), ("an overlong NUL", quoted([0xC0, 0x80])),
    ("an encoded surrogate", quoted([0xED, 0xA0, 0x80])),
    ("beyond Unicode", quoted([0xF4, 0x90, 0x80, 0x80])),
    ("UTF-16", [0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D]),
  ]

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)
  }

  private static let otherTypes = [
    "text/plain", "text/json", "application/jsonp", "application/json-seq", "application",
    "application/json, text/plain", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=a", "application/problem+json", "*/*", "",
  ]

  static let types: [BadRequest] = Route.withBody.flatMap { route in
    let types = otherTypes + (route == .updateSettings ? [] : ["application/merge-patch+json"])
    let single = types.map { type in
      BadRequest(route, "of the type \(type)", typed(route, [type]), .unsupportedMediaType)
    }
    let two = ["application/json", "text/plain"]
    return single + [
      BadRequest(route, "of no type", typed(route, []), .unsupportedMediaType),
      BadRequest(
        route, "of two types", typed(route, two), .invalidParameter, at: .header("Content-Type")),
    ]
  }

  private static func typed(_ route: Route, _ types: [String]) -> Request {
    var request = BadRequest.request(route, body: route.goodBody ?? "{}")
    request.fields = types.map { Array("Content-Type: \($0)".utf8) }
    return request
  }

  static let unexpected: [BadRequest] = Route.allCases.filter { !$0.takesBody }.flatMap { route in
    let whole = ["{}", "1", " "].map { (body: String) in
      BadRequest(
        route, "a body where none is taken: \(body)", BadRequest.request(route, body: body),
        .bodyTooLarge)
    }
    let pieces = BadRequest.request(route).with(piece: "{}")
    return whole + [BadRequest(route, "one in pieces", pieces, .bodyTooLarge)]
  }
}

extension Request {
  /// The same with a body of one chunk. Source: RFC 9112 §7.1.
  func with(piece: String) -> Request {
    var other = with("Transfer-Encoding", "chunked")
    other.tail = Array("\(String(piece.utf8.count, radix: 16))\r\n\(piece)\r\n0\r\n\r\n".utf8)
    return other
  }
}
