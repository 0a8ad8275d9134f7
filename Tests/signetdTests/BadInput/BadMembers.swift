import SignetAPI

/// A member of a route's message, and every value that it must not have.
struct BadMember: Sendable {
  enum Kind: Sendable {
    case text
    /// At most so long.
    case duration(longest: Int)
    case time, version, flag, object, list
    /// An integer of 64 bits.
    case count
  }

  let route: Route
  let pointer: String
  let kind: Kind
  /// The body, up to the value and after it.
  let before: String
  let after: String
  /// Whether null is refused as well: where it is not, it means what absence means.
  var refusesNull = false

  private static let values: [(name: String, value: String)] = [
    ("true", "true"), ("a string", #""x""#), ("an empty string", #""""#), ("an array", "[]"),
    ("an array of null", "[null]"), ("an object", "{}"), ("one", "1"), ("minus one", "-1"),
    ("a fraction", "0.5"), ("1.0", "1.0"), ("1e0", "1e0"), ("1e308", "1e308"),
    ("beyond a double", "1e999"), ("2^32", "4294967296"), ("2^64", "18446744073709551616"),
    ("10^30", "1" + String(repeating: "0", count: 30)),
  ]

  private func isOfType(_ value: String) -> Bool {
    switch kind {
    case .text: value.first == "\""
    // Every number but one is wrong for a version; every string, for these.
    case .duration, .time: false
    case .version: value == "1"
    case .count: value == "1" || value == "4294967296"
    case .flag: value == "true"
    case .object: value.first == "{"
    case .list: value.first == "["
    }
  }

  private var texts: [String] {
    switch kind {
    case .duration(let longest):
      [
        "24", "h", "24 h", "-1h", "-0s", "+1h", "1.5h", "1w", "01h", "00s", "1H", " 1h", "1h ",
        "1h30m", "1ms", "0x1s", "٣h", "1e3s", "PT1H", "99999999999999999999h",
        "9223372036854775807d", "\(longest + 1)s", "106751991167300d",
      ]
    case .time:
      [
        "tomorrow", "2030-02-30T00:00:00Z", "2030-13-01T00:00:00Z", "2030-01-01T24:00:00Z",
        "2030-01-01T00:00:60Z", "2030-01-01T00:00:00+01:00", "2030-01-01T00:00:00",
        "2030-01-01t00:00:00z", "2030-01-01 00:00:00Z", "2030-01-01T00:00:00.0Z",
        "2030-01-01T00:00:00.000000Z", "2030-01-01", "-2030-01-01T00:00:00Z",
        "+002030-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "1893456000",
        "2030-01-01T00:00:00Z ",
        "٢٠٣٠-01-01T00:00:00Z",
      ]
    case .text, .version, .flag, .object, .list, .count: []
    }
  }

  var rows: [BadRequest] {
    let values = Self.values + (refusesNull ? [("null", "null")] : [])
    return values.filter { !isOfType($0.value) }.map { name, value in
      row(name, value, .invalidRequest, at: pointer)
    } + texts.map { row("the text \($0)", "\"\($0)\"", .invalidRequest, at: pointer) }
  }

  func row(
    _ name: String, _ value: String, _ code: ProblemCode, at pointer: String
  ) -> BadRequest {
    .body(route, "\(self.pointer): \(name)", before + value + after, code, at: pointer)
  }
}

enum BadMembers {
  private static func member(
    _ route: Route, _ name: String, _ kind: BadMember.Kind, with others: String = "",
    required: Bool = false
  ) -> BadMember {
    BadMember(
      route: route, pointer: "/\(name)", kind: kind, before: #"{\#(others)"\#(name)":"#,
      after: "}", refusesNull: required)
  }

  static let all: [BadMember] =
    [
      member(.createWorkspace, "id", .text, required: true),
      member(.createWorkspace, "settings", .object, with: #""id":"other","#),
      member(.createWorkspace, "secret", .text, with: #""id":"other","#),
      member(.createWorkspace, "jwk", .object, with: #""id":"other","#),
      member(.revokeSecret, "expectedVersion", .version),
      member(.revokeSecret, "wait", .duration(longest: 65)),
      member(.revealSecret, "wait", .duration(longest: 65)),
      member(.revealSecret, "override", .flag),
      member(.rotateSecret, "wait", .duration(longest: 65)),
      member(.finishRotation, "wait", .duration(longest: 65)),
      member(.identifySecret, "secret", .text, required: true),
      member(.rotateSecret, "grace", .duration(longest: 30 * 86400)),
      member(.rotateSecret, "secret", .text), member(.rotateSecret, "jwk", .object),
      member(.rotateSecret, "expectedVersion", .version), member(.rotateSecret, "force", .flag),
      member(.rescheduleRotation, "grace", .duration(longest: 30 * 86400)),
      member(.rescheduleRotation, "acceptUntil", .time),
      member(.rollbackRotation, "revoke", .flag),
      member(.signToken, "claims", .object, required: true),
      member(
        .signToken, "expiresIn", .duration(longest: 30 * 86400),
        with: #""claims":{"userId":"u"},"#),
      member(.verifyToken, "token", .text, required: true),
      member(.verifyTokens, "tokens", .list, required: true),
      BadMember(
        route: .verifyTokens, pointer: "/tokens/1", kind: .object,
        before: #"{"tokens":[{"workspace":"acme","token":"t"},"#, after: "]}", refusesNull: true),
      BadMember(
        route: .verifyTokens, pointer: "/tokens/0/workspace", kind: .text,
        before: #"{"tokens":[{"token":"t","workspace":"#, after: "}]}", refusesNull: true),
      BadMember(
        route: .verifyTokens, pointer: "/tokens/0/token", kind: .text,
        before: #"{"tokens":[{"workspace":"acme","token":"#, after: "}]}", refusesNull: true),
    ] + BadSettings.members + BadRenewals.members

  static let values = all.flatMap(\.rows)

  /// Each member twice, once as it is and once spelt with an escape.
  static let twice = all.filter { !$0.pointer.dropFirst().contains("/") }.map { member in
    let name = member.pointer.dropFirst()
    let first = name.unicodeScalars.first.map { String($0.value, radix: 16) } ?? ""
    return BadRequest.body(
      member.route, "\(name) twice", #"{"\#(name)":1,"\u00\#(first)\#(name.dropFirst())":1}"#,
      .invalidJSON, at: "")
  }

  static let rest: [BadRequest] =
    missing + ids + claims + schedules + batches + [
      .body(
        .rotateSecret, "force without expectedVersion", #"{"force":true}"#, .invalidRequest,
        at: "/expectedVersion"),
      .body(
        .rotateSecret, "force with an expectedVersion of null",
        #"{"force":true,"expectedVersion":null}"#, .invalidRequest, at: "/expectedVersion"),
      .body(
        .rotateSecret, "not even version 0 is current", #"{"expectedVersion":0}"#, .versionMismatch,
        at: nil),
      .body(
        .revokeSecret, "not even the largest version is current",
        #"{"expectedVersion":4294967295}"#, .versionMismatch, at: nil),
    ]

  private static let lacking: [(route: Route, body: String, pointer: String)] = [
    (.createWorkspace, "{}", "/id"), (.createWorkspace, #"{"settings":{}}"#, "/id"),
    (.identifySecret, "{}", "/secret"), (.signToken, "{}", "/claims"),
    (.signToken, #"{"expiresIn":"1h"}"#, "/claims"), (.verifyToken, "{}", "/token"),
    (.verifyTokens, "{}", "/tokens"), (.verifyTokens, #"{"tokens":[{}]}"#, "/tokens/0/workspace"),
    (.verifyTokens, #"{"tokens":[{"token":"t"}]}"#, "/tokens/0/workspace"),
    (.verifyTokens, #"{"tokens":[{"workspace":"a"}]}"#, "/tokens/0/token"),
    (.rescheduleRotation, "{}", ""), (.rescheduleRotation, #"{"grace":null}"#, ""),
    (.rescheduleRotation, #"{"grace":null,"acceptUntil":null}"#, ""),
  ]

  private static let missing: [BadRequest] = lacking.map { route, body, pointer in
    .body(route, "what is required is missing: \(body)", body, .invalidRequest, at: pointer)
  }

  private static let wrongIDs = [
    ".", "..", "", "a b", " a", "a ", "a/b", "é", "-a", "_a", ":a", "a\\u0000", "a\\n", "a%2Fb",
    "a\\u202e", "a\\ud83d\\ude00", String(repeating: "a", count: 129),
    String(repeating: "a", count: 60_000),
  ]

  private static let ids: [BadRequest] =
    wrongIDs.map { id in
      .body(
        .createWorkspace, "the id \(id.prefix(20)) of \(id.utf8.count)", #"{"id":"\#(id)"}"#,
        .invalidRequest, at: "/id")
    }

  private static let wrongClaims = [
    "{}", #"{"userId":42}"#, #"{"userId":""}"#, #"{"userId":null}"#, #"{"userId":"u","email":1}"#,
    #"{"userId":"u","name":[]}"#, #"{"userId":"u","exp":"1"}"#, #"{"userId":"u","exp":-1}"#,
    #"{"userId":"u","exp":1e308}"#, #"{"userId":"u","exp":1e999}"#,
    #"{"userId":"u","exp":18446744073709551616}"#, #"{"userId":"u","iat":null}"#,
    #"{"userId":"u","nbf":{}}"#, #"{"userid":"u"}"#,
    #"{"userId":"u","a":"#
      + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}",
    #"{"userId":"u","a":""# + String(repeating: "a", count: 8192) + #""}"#,
  ]

  private static let claims: [BadRequest] =
    wrongClaims.map { claims in
      .body(
        .signToken, "the claims \(claims.prefix(40))", #"{"claims":\#(claims)}"#, .claimsInvalid,
        at: "/claims")
    } + [
      .body(
        .signToken, "a life of no time", #"{"claims":{"userId":"u"},"expiresIn":"0s"}"#,
        .invalidRequest, at: "/expiresIn")
    ]

  private static let wrongEnds: [(body: String, pointer: String)] = [
    (#"{"grace":"1h","acceptUntil":"2030-01-01T00:00:00Z"}"#, "/grace"),
    (#"{"acceptUntil":"2001-01-01T00:00:00.000Z"}"#, "/acceptUntil"),
    (#"{"acceptUntil":"1970-01-01T00:00:00.000Z"}"#, "/acceptUntil"),
    (#"{"acceptUntil":"2999-01-01T00:00:00.000Z"}"#, "/acceptUntil"),
    (#"{"acceptUntil":"9999-12-31T23:59:59.999Z"}"#, "/acceptUntil"),
    (#"{"grace":"0s"}"#, "/grace"), (#"{"grace":"31d"}"#, "/grace"),
    (#"{"grace":"106751991167d"}"#, "/grace"),
  ]

  private static let schedules: [BadRequest] = wrongEnds.map { body, pointer in
    .body(.rescheduleRotation, body, body, .invalidRequest, at: pointer)
  }

  private static let batches: [BadRequest] = [
    .body(
      .verifyTokens, "an item with a member that is not known",
      #"{"tokens":[{"token":"t","workspace":"a","x":1}]}"#, .unknownMember, at: "/tokens/0/x"),
    .body(
      .verifyTokens, "1,001 items",
      #"{"tokens":[{"workspace":"a","token":"t"}"#
        + String(repeating: #",{"workspace":"a","token":"t"}"#, count: 1000) + "]}",
      .invalidRequest, at: "/tokens"),
    .body(
      .verifyTokens, "a million levels", String(repeating: "[", count: 1_000_000), .invalidJSON,
      at: ""),
  ]
}
