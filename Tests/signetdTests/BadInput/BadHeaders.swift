import SignetAPI

/// Header fields that are too long, empty, there twice or not what they must be, and requests that
/// are not HTTP.
enum BadHeaders {
  /// Only the admin socket reads them.
  static let texts: [BadRequest] = Route.allCases.filter { $0.roles.contains(.admin) }
    .flatMap { route in
      texts(of: "Idempotency-Key", atMost: 255, on: route)
        + texts(of: "On-Behalf-Of", atMost: 256, on: route)
        + texts(of: "Signet-Reason", atMost: 1024, on: route)
    }

  private static func texts(of name: String, atMost longest: Int, on route: Route) -> [BadRequest] {
    let long = String(repeating: "a", count: longest + 1)
    let wide = String(repeating: "é", count: longest / 2 + 1)
    let values: [(fault: String, value: [UInt8])] = [
      ("that is empty", []), ("of white space", [0x20, 0x09, 0x20]),
      ("of a byte too many", Array(long.utf8)), ("of two bytes each", Array(wide.utf8)),
      ("with a tab", [0x61, 0x09, 0x62]), ("with a C1 control", Array("a\u{9b}b".utf8)),
      ("that turns the direction of writing", Array("a\u{202e}b".utf8)),
      ("with an Arabic letter mark", Array("a\u{61c}b".utf8)),
      ("with a line separator", Array("a\u{2028}b".utf8)),
      ("that is not UTF-8", [0x75, 0xFF]), ("with half a character", [0x75, 0xC3]),
      ("with an encoded surrogate", [0xED, 0xA0, 0x80]),
    ]
    return values.map { fault, value in
      row(route, "\(name) \(fault)", [(name, value)], on: .admin, .invalidParameter, at: name)
    } + [
      row(
        route, "\(name) twice", [(name, [0x61]), (name, [0x61])], on: .admin, .invalidParameter,
        at: name)
    ]
  }

  /// Where a precondition is read.
  static let preconditions: [BadRequest] =
    ifMatch(.deleteWorkspace) + ifMatch(.updateSettings)
    + [row(.deleteWorkspace, "no If-Match", [], .preconditionRequired, at: nil)]
    + ["", ",", "abc", "\"abc", "W/abc", "\"abc\", *"].map { value in
      row(
        .fetchKeys, "If-None-Match: \(value)", [("If-None-Match", Array(value.utf8))],
        .invalidParameter, at: "If-None-Match")
    }

  private static func ifMatch(_ route: Route) -> [BadRequest] {
    func row(_ values: [String], _ code: ProblemCode, at header: String?) -> BadRequest {
      let fields = values.map { ("If-Match", Array($0.utf8)) }
      return Self.row(route, "If-Match: \(values)", fields, code, at: header)
    }
    let wrong = [
      "", ",", "abc", "\"abc", "abc\"", "\"", "W/abc", "'abc'", "*, \"abc\"", "\"abc\", *", "**",
    ]
    let others = ["\"abc\"", "\"\"", "W/\"abc\"", "\"*\"", "\"abc\", \"def\""]
    return wrong.map { row([$0], .invalidParameter, at: "If-Match") }
      + others.map { row([$0], .preconditionFailed, at: nil) }
      + [row(["*", "*"], .invalidParameter, at: "If-Match")]
  }

  /// The place in a stream and the lease that a request goes under.
  static let streams: [BadRequest] =
    wrongPlaces.flatMap { place in
      [(RunningDaemon.Role.admin, ""), (.verifier, "?verifier=a")].map { role, query in
        BadRequest(
          .watchEvents, "Last-Event-ID: \(place.prefix(20))",
          BadRequest.request(.watchEvents, query: query).with("Last-Event-ID", place), on: role,
          .invalidParameter, at: .header("Last-Event-ID"))
      }
    }
    + (BadPaths.wrongLeases + ["", String(repeating: "a", count: 65)]).flatMap { lease in
      [(Route.watchEvents, "?verifier=a"), (.fetchKeys, "")].map { route, query in
        BadRequest(
          route, "Signet-Lease: \(lease.prefix(20))",
          BadRequest.request(route, query: query).with("Signet-Lease", lease), on: .verifier,
          .invalidParameter, at: .header("Signet-Lease"))
      }
    }
    + [
      BadRequest(
        .fetchKeys, "two leases",
        BadRequest.request(.fetchKeys).with("Signet-Lease", BadRequest.absentLease)
          .with("Signet-Lease", BadRequest.absentLease), .invalidParameter,
        at: .header("Signet-Lease")),
      BadRequest(
        .fetchKeys, "a lease that nobody has",
        BadRequest.request(.fetchKeys).with("Signet-Lease", BadRequest.absentLease),
        .leaseNotFound),
      BadRequest(
        .fetchKeys, "a lease that nobody has, with an ETag",
        BadRequest.request(.fetchKeys).with("Signet-Lease", BadRequest.absentLease)
          .with("If-None-Match", "\"a\""), .leaseNotFound),
    ]

  private static let epoch = String(repeating: "A", count: 22)
  private static let wrongPlaces = [
    "", "1", ".", ".1", "\(epoch).", "\(epoch).-1", "\(epoch).01", "\(epoch).+1", "\(epoch).1.1",
    "\(epoch)1", "\(epoch).18446744073709551616", "\(epoch).1e1", "A\(epoch).1", "A.1",
    "+\(epoch.dropFirst()).1", "\"\(epoch).1\"", "\(epoch).1\u{661}",
    String(repeating: "A", count: 65),
  ]

  /// What is wrong whatever the route is.
  static let protocols: [BadRequest] = Route.allCases.flatMap { route in
    let plain = BadRequest.request(route)
    let single = wrongFields.map { name, value, code in
      BadRequest(route, "\(name): \(value.prefix(20))", plain.with(name, value), code)
    }
    let lengths = plain.with("Content-Length", "1").with("Content-Length", "2")
    let both = plain.with("Content-Length", "2").with(piece: "{}")
    return single + [
      BadRequest(route, "two lengths", lengths, .invalidHTTP),
      BadRequest(route, "a length and pieces", both, .invalidHTTP),
    ]
  }

  private static let wrongFields: [(name: String, value: String, code: ProblemCode)] = [
    ("Origin", "http://a", .browserRequest), ("Origin", "null", .browserRequest),
    ("Referer", "http://a/", .browserRequest), ("Sec-Fetch-Site", "none", .browserRequest),
    ("Expect", "a-miracle", .expectationFailed), ("Host", "other", .invalidHTTP),
    ("Content-Length", "-1", .invalidHTTP), ("Content-Length", "1e1", .invalidHTTP),
    ("Content-Length", "18446744073709551616", .invalidHTTP),
    ("Transfer-Encoding", "gzip", .invalidHTTP),
    ("Transfer-Encoding", "chunked, gzip", .invalidHTTP),
    ("A", "a\u{1}b", .invalidHTTP), ("A", "a\0b", .invalidHTTP), ("A B", "c", .invalidHTTP),
    ("X", String(repeating: "x", count: 17_000), .headerTooLarge),
  ]

  private static func row(
    _ route: Route, _ name: String, _ fields: [(name: String, value: [UInt8])],
    on role: RunningDaemon.Role? = nil, _ code: ProblemCode, at header: String?
  ) -> BadRequest {
    let request = fields.reduce(BadRequest.request(route, body: route.goodBody)) {
      $0.with($1.name, $1.value)
    }
    return BadRequest(
      route, name, request, on: role, code, at: header.map { .header($0) } ?? .none)
  }
}
