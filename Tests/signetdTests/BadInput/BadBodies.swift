import SignetAPI

/// Bodies that are not JSON, and bodies that are not the route's message.
enum BadBodies {
  /// For every route with a body.
  static let syntax = Route.withBody.flatMap { route in
    [
      ("half of one", "{", ProblemCode.invalidJSON),
      ("text", "hello", .invalidJSON),
      ("two values", "{} {}", .invalidJSON),
      ("a trailing comma", #"{"a":1,}"#, .invalidJSON),
      ("a comment", "{} // no", .invalidJSON),
      ("two members of one name", #"{"a":1,"a":1}"#, .invalidJSON),
      ("two members of one name, by an escape", #"{"a":1,"\u0061":1}"#, .invalidJSON),
      ("half of a surrogate pair", #"{"a":"\ud800"}"#, .invalidJSON),
      ("a control character in a string", "{\"a\":\"\u{1}\"}", .invalidJSON),
      ("a number that JSON does not have", #"{"a":01}"#, .invalidJSON),
      (
        "10,000 levels", String(repeating: "[", count: 10_000), .invalidJSON
      ),
      ("an array", "[]", .invalidRequest),
      ("null", "null", .invalidRequest),
      ("a string", #""a""#, .invalidRequest),
      ("a number", "1", .invalidRequest),
    ].map { name, body, code in BadRequest.body(route, name, body, code, at: "") }
      + [
        BadRequest(
          route, "not UTF-8",
          BadRequest.request(route, body: "").with(
            body: Array("{\"a\":\"".utf8) + [0xFF, 0x22, 0x7D]),
          .invalidJSON, at: .pointer("")),
        BadRequest.body(
          route, "a member that is not known", #"{"grase":"1h"}"#, .unknownMember, at: "/grase"),
        BadRequest(
          route, "of another type",
          Request(
            route.method.rawValue, BadRequest.request(route).target.text, route.goodBody ?? ""
          )
          .replacingContentType(with: "text/plain"), .unsupportedMediaType),
        BadRequest(
          route, "too large",
          BadRequest.request(
            route, body: String(repeating: " ", count: route.bodyLimit + 1)), .bodyTooLarge),
      ]
      + (route.bodyIsOptional
        ? []
        : [
          BadRequest(
            route, "none at all", BadRequest.request(route, body: ""), .invalidJSON,
            at: .pointer(""))
        ])
  }

  static let unexpected = Route.allCases.filter { !$0.takesBody }.map { route in
    BadRequest(
      route, "a body where none is taken", BadRequest.request(route, body: "{}"), .bodyTooLarge)
  }

  static let members: [BadRequest] =
    durations(.rotateSecret, "grace", top: 30 * 86400)
    + durations(.rescheduleRotation, "grace", top: nil)
    + durations(.signToken, "expiresIn", top: 30 * 86400, with: #""claims":{"userId":"u"},"#)
    + versions(.rotateSecret) + versions(.revokeSecret)
    + flags(.rotateSecret, "force") + flags(.rollbackRotation, "revoke")
    + secrets(.createWorkspace, with: #""id":"other","#) + secrets(.rotateSecret, with: "")
    + settings(.updateSettings, under: "") + settings(.createWorkspace, under: "/settings")
    + rest

  private static func member(
    _ route: Route, _ name: String, _ value: String, with others: String = "",
    _ code: ProblemCode = .invalidRequest, at pointer: String? = nil
  ) -> BadRequest {
    .body(
      route, "\(name): \(value.prefix(40))", #"{\#(others)"\#(name)":\#(value)}"#, code,
      at: pointer ?? "/\(name)")
  }

  private static func durations(
    _ route: Route, _ name: String, top: Int?, with others: String = ""
  ) -> [BadRequest] {
    let texts = [
      "24", "h", "24 h", "-1h", "1.5h", "1w", "01h", "1H", "", " 1h", "99999999999999999999h",
    ]
    return
      (["1", "null", "true", "[]", "{}"].filter { $0 != "null" || route == .rescheduleRotation }
      + texts.map { "\"\($0)\"" } + (top.map { ["\"\($0 + 1)s\""] } ?? []))
      .map { value in
        // A null grace is none: then the message lacks both of its members.
        value == "null"
          ? .body(route, "\(name): null", #"{"\#(name)":null}"#, .invalidRequest, at: "")
          : member(route, name, value, with: others)
      }
  }

  private static func versions(_ route: Route) -> [BadRequest] {
    ["\"1\"", "-1", "1.5", "1e308", "4294967296", "18446744073709551616", "true", "[]"].map {
      member(route, "expectedVersion", $0)
    }
  }

  private static func flags(_ route: Route, _ name: String) -> [BadRequest] {
    ["\"true\"", "1", "[]"].map { member(route, name, $0) }
  }

  private static func secrets(_ route: Route, with others: String) -> [BadRequest] {
    let mistyped = "isk_" + String(repeating: "0", count: 43) + "000000"
    let short = String(repeating: "s", count: 31)
    let long = String(repeating: "s", count: 1025)
    let texts = [short, long, " " + short + "x", short + "x\\n", short + "\\u0000x", mistyped]
    let key = #""k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8""#
    func jwk(_ name: String, _ value: String, _ code: ProblemCode, at pointer: String) -> BadRequest
    {
      .body(route, "jwk: \(name)", #"{\#(others)"jwk":\#(value)}"#, code, at: pointer)
    }
    return texts.map { member(route, "secret", "\"\($0)\"", with: others, .secretInvalid) }
      + ["1", "true", "{}"].map { member(route, "secret", $0, with: others) }
      + [
        jwk("a string", #""k""#, .invalidRequest, at: "/jwk"),
        jwk("no kty", "{\(key)}", .invalidRequest, at: "/jwk/kty"),
        jwk("kty RSA", #"{"kty":"RSA",\#(key)}"#, .invalidRequest, at: "/jwk/kty"),
        jwk("no k", #"{"kty":"oct"}"#, .invalidRequest, at: "/jwk/k"),
        jwk("k padded", #"{"kty":"oct","k":"AAA="}"#, .invalidRequest, at: "/jwk/k"),
        jwk(
          "k in the standard alphabet", #"{"kty":"oct","k":"AA+/"}"#, .invalidRequest, at: "/jwk/k"),
        jwk("k too short", #"{"kty":"oct","k":"AAAA"}"#, .secretInvalid, at: "/jwk/k"),
        jwk("alg HS512", #"{"kty":"oct","alg":"HS512",\#(key)}"#, .invalidRequest, at: "/jwk/alg"),
        jwk("use enc", #"{"kty":"oct","use":"enc",\#(key)}"#, .invalidRequest, at: "/jwk/use"),
        .body(
          route, "both secret and jwk",
          #"{\#(others)"secret":"\#(short)x","jwk":{"kty":"oct",\#(key)}}"#, .invalidRequest,
          at: "/jwk"),
      ]
  }

  private static func settings(_ route: Route, under pointer: String) -> [BadRequest] {
    let rows = [
      ("enforcement", #""on""#), ("enforcement", "1"), ("requireExpiry", "1"),
      ("maxTokenLifetime", #""59s""#), ("maxTokenLifetime", #""2592001s""#),
      ("maxTokenLifetime", "60"), ("clockSkew", #""601s""#), ("clockSkew", #""-1s""#),
      ("defaultGrace", #""2592001s""#), ("defaultGrace", "0"), ("rotateEvery", #""86399s""#),
      ("rotateEvery", #""731d""#), ("revealRequiresReason", #""yes""#),
    ]
    return rows.map { name, value in
      let settings = #"{"\#(name)":\#(value)}"#
      let body = pointer.isEmpty ? settings : #"{"id":"other","settings":\#(settings)}"#
      return .body(
        route, "\(name): \(value)", body, .invalidRequest, at: "\(pointer)/\(name)")
    }
      + (pointer.isEmpty
        ? []
        : [
          member(route, "settings", "[]", with: #""id":"other","#),
          .body(
            route, "a setting that is not known", #"{"id":"other","settings":{"skew":"1m"}}"#,
            .unknownMember, at: "/settings/skew"),
        ])
  }

  private static let rest: [BadRequest] =
    [".", "..", "", "a b", "a/b", "é", "-a", "_a", String(repeating: "a", count: 129)].map {
      member(.createWorkspace, "id", "\"\($0)\"")
    }
    + ["1", "null", "[]"].map { member(.createWorkspace, "id", $0) }
    + [
      .body(.createWorkspace, "no id", "{}", .invalidRequest, at: "/id"),
      .body(.identifySecret, "no secret", "{}", .invalidRequest, at: "/secret"),
      member(.identifySecret, "secret", "1"), member(.identifySecret, "secret", "null"),
      .body(.verifyToken, "no token", "{}", .invalidRequest, at: "/token"),
      member(.verifyToken, "token", "1"), member(.verifyToken, "token", "null"),
      .body(.verifyTokens, "no tokens", "{}", .invalidRequest, at: "/tokens"),
      member(.verifyTokens, "tokens", "{}"),
      member(.verifyTokens, "tokens", "[1]", at: "/tokens/0"),
      member(.verifyTokens, "tokens", #"[{"workspace":"a"}]"#, at: "/tokens/0/token"),
      member(.verifyTokens, "tokens", #"[{"token":"t"}]"#, at: "/tokens/0/workspace"),
      member(
        .verifyTokens, "tokens", #"[{"token":"t","workspace":"a","x":1}]"#, .unknownMember,
        at: "/tokens/0/x"),
      member(
        .verifyTokens, "tokens",
        "["
          + Array(repeating: #"{"workspace":"a","token":"t"}"#, count: 1001).joined(separator: ",")
          + "]"),
      .body(.rescheduleRotation, "neither time nor grace", "{}", .invalidRequest, at: ""),
      .body(
        .rescheduleRotation, "both time and grace",
        #"{"grace":"1h","acceptUntil":"2030-01-01T00:00:00Z"}"#, .invalidRequest, at: "/grace"),
      member(.rescheduleRotation, "acceptUntil", #""2001-01-01T00:00:00.000Z""#),
      member(.rescheduleRotation, "acceptUntil", #""2999-01-01T00:00:00.000Z""#),
      member(.rescheduleRotation, "acceptUntil", #""tomorrow""#),
      member(.rescheduleRotation, "acceptUntil", #""2030-02-30T00:00:00Z""#),
      member(.rescheduleRotation, "acceptUntil", #""2030-01-01T00:00:00+01:00""#),
      member(.rescheduleRotation, "acceptUntil", "1893456000"),
      member(.rescheduleRotation, "grace", #""0s""#),
      member(.rescheduleRotation, "grace", #""31d""#),
      .body(.signToken, "no claims", "{}", .invalidRequest, at: "/claims"),
      member(.signToken, "claims", "[]"),
      member(.signToken, "claims", "{}", .claimsInvalid),
      member(.signToken, "claims", #"{"userId":42}"#, .claimsInvalid),
      member(.signToken, "claims", #"{"userId":""}"#, .claimsInvalid),
      member(.signToken, "claims", #"{"userId":"u","email":1}"#, .claimsInvalid),
      .body(
        .rotateSecret, "force without expectedVersion", #"{"force":true}"#, .invalidRequest,
        at: "/expectedVersion"),
    ]
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
}

extension Request {
  func replacingContentType(with type: String) -> Request {
    var other = self
    other.fields = [Array("Content-Type: \(type)".utf8)]
    return other
  }
}
