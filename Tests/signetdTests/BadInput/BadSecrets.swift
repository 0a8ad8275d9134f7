import SignetAPI

/// Secrets of one's own that none can be.
enum BadSecrets {
  static let rows =
    rows(.createWorkspace, with: #""id":"other","#) + rows(.rotateSecret, with: "")

  /// What no answer and no log may hold.
  static let parts = [short, String(k.dropLast()), String(repeating: "0", count: 42)]

  private static let short = String(repeating: "s", count: 31)
  /// 32 bytes.
  private static let k = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

  private static let texts: [(name: String, text: String)] = [
    ("an empty one", ""), ("31 bytes", short),
    ("31 bytes of two each but one", String(repeating: "é", count: 15) + "s"),
    ("1,025 bytes", String(repeating: "s", count: 1025)),
    ("1,026 bytes in 513 characters", String(repeating: "é", count: 513)),
    ("60,000 bytes", String(repeating: "s", count: 60_000)),
    ("a space before", " \(short)s"), ("a space after", "\(short)s "),
    ("a line break after", #"\#(short)s\n"#), ("a tab before", #"\t\#(short)s"#),
    ("a no-break space after", "\(short)s\u{A0}"),
    ("a byte order mark before", "\u{FEFF}\(short)s"),
    ("a line break within", #"s\r\n\#(short)s"#), ("NUL within", #"s\u0000\#(short)s"#),
    ("DEL within", #"s\u007f\#(short)s"#), ("a C1 control within", #"s\u009b\#(short)s"#),
    ("a mistyped one", "isk_" + String(repeating: "0", count: 43) + "000000"),
    ("a mistyped one with a hyphen", "isk_" + String(repeating: "0", count: 42) + "-000000"),
  ]

  /// A JWK without its braces, the member that is wrong, and the code.
  private static let keys: [(jwk: String, pointer: String, code: ProblemCode)] = [
    ("", "/jwk/kty", .invalidRequest),
    (#""k":"\#(k)""#, "/jwk/kty", .invalidRequest),
    (#""kty":null,"k":"\#(k)""#, "/jwk/kty", .invalidRequest),
    (#""kty":1,"k":"\#(k)""#, "/jwk/kty", .invalidRequest),
    (#""kty":"","k":"\#(k)""#, "/jwk/kty", .invalidRequest),
    (#""kty":"RSA","k":"\#(k)""#, "/jwk/kty", .invalidRequest),
    (#""kty":"OCT","k":"\#(k)""#, "/jwk/kty", .invalidRequest),
    (#""kty":"oct""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":null"#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":1e308"#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":["\#(k)"]"#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"\#(k)=""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"\#(k.dropLast())+""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"\#(k.dropLast())/""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"\#(k.dropLast())9""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":" \#(k)""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"\#(k)\n""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"\#(k)AA""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"é\#(k)""#, "/jwk/k", .invalidRequest),
    (#""kty":"oct","k":"AAAA""#, "/jwk/k", .secretInvalid),
    (#""kty":"oct","k":"\#(String(repeating: "A", count: 42))""#, "/jwk/k", .secretInvalid),
    (#""kty":"oct","k":"\#(String(repeating: "A", count: 1367))""#, "/jwk/k", .secretInvalid),
    (#""kty":"oct","k":"\#(k)","alg":"HS512""#, "/jwk/alg", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","alg":"none""#, "/jwk/alg", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","alg":256"#, "/jwk/alg", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","use":"enc""#, "/jwk/use", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","use":[]"#, "/jwk/use", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","kid":-1"#, "/jwk/kid", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","key_ops":"sign""#, "/jwk/key_ops", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","key_ops":["sign",1]"#, "/jwk/key_ops/1", .invalidRequest),
    (#""kty":"oct","k":"\#(k)","key_ops":["encrypt"]"#, "/jwk/key_ops", .invalidRequest),
  ]

  private static func rows(_ route: Route, with others: String) -> [BadRequest] {
    texts.map { name, text in
      .body(
        route, "a secret of one's own: \(name)", #"{\#(others)"secret":"\#(text)"}"#,
        .secretInvalid, at: "/secret")
    }
      + keys.map { jwk, pointer, code in
        .body(
          route, "the JWK \(jwk.prefix(60))", #"{\#(others)"jwk":{\#(jwk)}}"#, code, at: pointer)
      }
      + [
        .body(
          route, "k twice", #"{\#(others)"jwk":{"kty":"oct","k":"\#(k)","\u006b":"\#(k)"}}"#,
          .invalidJSON, at: ""),
        .body(
          route, "both secret and jwk",
          #"{\#(others)"secret":"\#(short)s","jwk":{"kty":"oct","k":"\#(k)"}}"#, .invalidRequest,
          at: "/jwk"),
      ]
  }
}
