import SignetAPI

/// Parameters that are not known, there twice, or not what they must be.
enum BadQueries {
  static let rows = unknown + values + twice + streams

  private static let wrong: [(query: String, name: String)] = [
    ("?verbose=1", "verbose"), ("?verbose", "verbose"), ("?=1", ""), ("?Limit=1", "Limit"),
    ("?limit%20=1", "limit "), ("?%E2%80%AE=1", "\u{202e}"),
    ("?" + String(repeating: "n", count: 99) + "=1", String(repeating: "n", count: 64)),
    ("?verbose=%zz", "query"), ("?verbose=%", "query"), ("?%FF=1", "query"),
    ("?verbose=%C0%AE", "query"), ("?%ED%A0%80", "query"),
  ]

  private static let unknown: [BadRequest] = Route.allCases.flatMap { route in
    wrong.map { query, name in
      let request = BadRequest.request(route, query: query, body: route.goodBody)
        .with("If-Match", "*")
      return BadRequest(
        route, "the query \(query.prefix(20))", request, .invalidParameter, at: .parameter(name))
    }
  }

  /// 0 and above `top` are refused, and so is each of these.
  private static let integers = [
    "-1", "1.5", "1.0", "1e1", "x", "", "01", "+1", "%2B1", "0x1", "%201", "1%20", "1,2", "null",
    "%D9%A1", "18446744073709551617", "1" + String(repeating: "0", count: 30), "1e308",
  ]
  private static let flags = ["1", "0", "yes", "no", "TRUE", "True", "", "true%20", "null", "on"]
  private static let cursors = [
    "", "x", "1", "p", "pP", "pA", "p-1", "p+1", "p01", "p1%20", "p1.0", "pzzzzzzzzzzzzzzzz",
    "p1y2p0ij32e8e8", "%70", "p%00",
  ]
  private static let times = [
    "", "yesterday", "1", "2026-01-01", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
    "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00z",
    "2026-01-01T00:00:00%2B01:00", "2026-01-01%2000:00:00Z", "2026-01-01T00:00:00.0Z",
    "1969-12-31T23:59:59Z", "-2026-01-01T00:00:00Z", "-1h", "1e308",
  ]

  private static let waits = [
    "", "1", "10", "s", "-1s", "+1s", "1.5s", "01s", "1S", "%201s", "1s%20", "PT1S", "66s", "2m",
    "1h", "9223372036854775807d", "99999999999999999999s", "%D9%A1s", "null",
  ]
  private static let names = [
    "", "%1B[2J", "a%0Ab", "a%00", "a%7F", "%C2%9B1m", "%E2%80%AE", "%E2%80%A8", "%D8%9C",
    "%EF%BF%BD", String(repeating: "a", count: 65), String(repeating: "%C3%A9", count: 65),
  ]

  private static let wrongValues: [(route: Route, name: String, values: [String])] = [
    (.listWorkspaces, "limit", ["0", "1001"] + integers),
    (.listWorkspaces, "cursor", cursors), (.listWorkspaces, "rotating", flags),
    (.listWorkspaces, "due", flags), (.showWorkspace, "activity", ["101"] + integers),
    (.listAudit, "limit", ["0", "1001"] + integers), (.listAudit, "cursor", cursors),
    (
      .listAudit, "workspace",
      ["", ".", "..", "%2e", "a%2Fb", "-a", "a%20", "%C3%A9", String(repeating: "a", count: 129)]
    ),
    (
      .listAudit, "action",
      ["", "rotate", "secret.*", "SECRET.ROTATE", "secret.rotate%20", "secret", "0"]
    ),
    (.showPropagation, "wait", waits), (.deleteWorkspace, "wait", waits),
    (.listAudit, "outcome", ["", "ok", "ALLOWED", "success", "allowed,denied"]),
    (.listAudit, "order", ["", "newest", "DESC", "1"]),
    (
      .listAudit, "actor",
      [
        "", "%1B[2J", "a%0Ab", "a%00", "a%7F", "%C2%9B1m", "%E2%80%AE", "%E2%80%A8", "%D8%9C",
        "%EF%BF%BD",
        String(repeating: "a", count: 257), String(repeating: "%C3%A9", count: 129),
      ]
    ),
    (.listAudit, "since", times), (.listAudit, "until", times),
  ]

  private static let values: [BadRequest] = wrongValues.flatMap { route, name, values in
    values.map { value in
      BadRequest(
        route, "\(name)=\(value.prefix(30))",
        BadRequest.request(route, query: "?\(name)=\(value)").with("If-Match", "*"),
        .invalidParameter, at: .parameter(name))
    }
  }

  private static let rightValues: [(route: Route, name: String, value: String)] = [
    (.listWorkspaces, "limit", "1"), (.listWorkspaces, "cursor", "p1"),
    (.listWorkspaces, "rotating", "true"), (.listWorkspaces, "due", "false"),
    (.showPropagation, "wait", "1s"), (.deleteWorkspace, "wait", "0s"),
    (.showWorkspace, "activity", "1"), (.listAudit, "limit", "1"), (.listAudit, "cursor", "p1"),
    (.listAudit, "workspace", "acme"), (.listAudit, "action", "secret.rotate"),
    (.listAudit, "outcome", "denied"), (.listAudit, "order", "asc"), (.listAudit, "actor", "root"),
    (.listAudit, "since", "2026-01-01T00:00:00Z"), (.listAudit, "until", "2026-01-01T00:00:00Z"),
  ]

  /// As it is spelt, and with its first character encoded.
  private static let twice: [BadRequest] = rightValues.flatMap { route, name, value in
    let first = String(name.utf8.first ?? 0, radix: 16)
    return [name, "%\(first)\(name.dropFirst())"].map { second in
      BadRequest(
        route, "\(name) twice, as \(second)",
        BadRequest.request(route, query: "?\(name)=\(value)&\(second)=\(value)")
          .with("If-Match", "*"),
        .invalidParameter, at: .parameter(name))
    }
  }

  /// A verifier's stream is asked for by its name; an admin's has none.
  private static let streams: [BadRequest] =
    names.map { stream("?verifier=\($0)", on: .verifier, at: "verifier") }
    + [
      stream("", on: .verifier, at: "verifier"),
      stream("?workspace=acme", on: .verifier, at: "verifier"),
      stream("?verifier=a&verifier=a", on: .verifier, at: "verifier"),
      stream("?verifier=a", on: .admin, at: "verifier"),
      stream("?verifier=a" + tooManyWorkspaces, on: .verifier, at: "workspace"),
    ]
    + ["", ".", "%2e", "a%2Fb", "-a", "a%20", "%C3%A9", String(repeating: "a", count: 129)]
    .flatMap { id in
      [
        stream("?verifier=a&workspace=\(id)", on: .verifier, at: "workspace"),
        stream("?verifier=a&workspace=acme&workspace=\(id)", on: .verifier, at: "workspace"),
        stream("?workspace=\(id)", on: .admin, at: "workspace"),
      ]
    }

  private static let tooManyWorkspaces =
    (0...APILimits.eventWorkspaces).map { "&workspace=w\($0)" }.joined()

  private static func stream(
    _ query: String, on role: RunningDaemon.Role, at name: String
  ) -> BadRequest {
    BadRequest(
      .watchEvents, "the query \(query.prefix(40))",
      BadRequest.request(.watchEvents, query: query), on: role, .invalidParameter,
      at: .parameter(name))
  }
}
