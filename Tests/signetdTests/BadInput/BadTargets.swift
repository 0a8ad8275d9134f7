import SignetAPI

/// Paths, queries, methods and header fields that are wrong.
enum BadTargets {
  static let workspaces = Route.ofWorkspace.flatMap { route in
    [
      ".", "..", "%2e%2e", "%2F", "a%2Fb", "a%20b", "%C3%A9", "%zz", "%", "-a", "a%00b",
      String(repeating: "a", count: 129),
    ].map { id in
      BadRequest(
        route, "the workspace \(id.prefix(20))",
        BadRequest.request(route, workspace: id, body: route.goodBody), .invalidParameter,
        at: .parameter("ws"))
    } + [
      BadRequest(
        route, "no workspace", BadRequest.request(route, workspace: "", body: route.goodBody),
        .notFound),
      BadRequest(
        route, "a slash in the workspace",
        BadRequest.request(route, workspace: "a/b/c", body: route.goodBody), .notFound),
    ]
  }

  /// A batch names its workspaces in the body and answers each for itself.
  static let unknownWorkspace = Route.ofWorkspace.filter { $0 != .deleteWorkspace }.map { route in
    BadRequest(
      route, "a workspace that is not there",
      BadRequest.request(route, workspace: "nobody", body: route.goodBody), .workspaceNotFound)
  }

  static let versions = Route.ofVersion.flatMap { route in
    ["0", "-1", "01", "+1", "1.0", "4294967296", "latest", "Current", "%31%2F"].map { version in
      BadRequest(
        route, "the version \(version)",
        BadRequest.request(route, version: version, body: route.goodBody), .invalidParameter,
        at: .parameter("version"))
    } + [
      BadRequest(
        route, "a version that is not there",
        BadRequest.request(route, version: "4000", body: route.goodBody), .versionNotFound)
    ]
  }

  static let queries: [BadRequest] =
    Route.allCases.map { route in
      BadRequest(
        route, "a parameter that is not known",
        BadRequest.request(route, query: "?verbose=1", body: route.goodBody)
          .with("If-Match", "*"), .invalidParameter, at: .parameter("verbose"))
    }
    + [
      (Route.listWorkspaces, "limit", ["0", "-1", "1001", "1.5", "x", "", "01", "+1"]),
      (.listWorkspaces, "cursor", ["x", "p", "pP", "p-1", "pzzzzzzzzzzzzzzzz", ""]),
      (.listWorkspaces, "rotating", ["1", "yes", "TRUE", ""]),
      (.listWorkspaces, "due", ["1", "no"]),
      (.showWorkspace, "activity", ["-1", "101", "x"]),
      (.listAudit, "limit", ["0", "1001", "x"]),
      (.listAudit, "cursor", ["1", "p0p"]),
      (.listAudit, "workspace", ["%2e", "a%2Fb"]),
      (.listAudit, "action", ["rotate", "secret.*", ""]),
      (.listAudit, "outcome", ["ok", "ALLOWED"]),
      (.listAudit, "order", ["newest", "DESC"]),
      (
        .listAudit, "actor",
        ["", "%1B[2J", "a%0Ab", "%C2%9B1m", "%E2%80%AE", String(repeating: "a", count: 257)]
      ),
      (.listAudit, "since", ["yesterday", "2026-13-01T00:00:00Z"]),
      (.listAudit, "until", ["1", "2026-01-01"]),
    ].flatMap { route, name, values in
      values.map {
        BadRequest(
          route, "\(name)=\($0)", BadRequest.request(route, query: "?\(name)=\($0)"),
          .invalidParameter, at: .parameter(name))
      } + [
        BadRequest(
          route, "\(name) twice",
          BadRequest.request(route, query: "?\(name)=\(values[0])&\(name)=\(values[0])"),
          .invalidParameter, at: .parameter(name))
      ]
    }
    + [
      BadRequest(
        .listAudit, "a broken encoding", BadRequest.request(.listAudit, query: "?workspace=%zz"),
        .invalidParameter, at: .parameter("query"))
    ]

  static let methods: [BadRequest] = [
    (RunningDaemon.Role.admin, "PUT", "/v1/workspaces", "GET, POST"),
    (.admin, "DELETE", "/v1/workspaces", "GET, POST"),
    (.admin, "POST", "/v1/workspaces/acme", "DELETE, GET"),
    (.admin, "PUT", "/v1/workspaces/acme/settings", "GET, PATCH"),
    (.admin, "GET", "/v1/workspaces/acme/secrets/current/reveal", "POST"),
    (.admin, "GET", "/v1/workspaces/acme/secrets/current/revoke", "POST"),
    (.admin, "GET", "/v1/secrets/identify", "POST"),
    (.admin, "DELETE", "/v1/workspaces/acme/rotation", "GET, PATCH, POST"),
    (.admin, "GET", "/v1/workspaces/acme/rotation/finish", "POST"),
    (.admin, "GET", "/v1/workspaces/acme/rotation/rollback", "POST"),
    (.admin, "GET", "/v1/workspaces/acme/tokens", "POST"),
    (.admin, "GET", "/v1/workspaces/acme/verify", "POST"),
    (.verifier, "POST", "/v1/workspaces/acme/keys", "GET"),
    (.verifier, "GET", "/v1/verify", "POST"),
    (.audit, "POST", "/v1/audit", "GET"),
    (.audit, "GET", "/v1/audit/verify", "POST"),
    (.audit, "POST", "/v1/status", "GET"),
  ].map { role, method, path, allow in
    BadRequest(
      nil, "\(method) \(path)", Request(method, path), on: role, .methodNotAllowed, allow: allow)
  }

  static let paths: [BadRequest] = [
    "/", "/v1", "/v2/status", "/v1/status/", "/V1/status", "/v1//status", "/v1/workspaces/",
    "/v1/workspaces/acme/secret", "/v1/workspaces/acme/keys/1",
  ].map { BadRequest(nil, "the path \($0)", Request("GET", $0), .notFound) }

  static let headers: [BadRequest] = [
    header("Idempotency-Key", String(repeating: "k", count: 256)),
    header("Idempotency-Key", ""),
    header("On-Behalf-Of", String(repeating: "u", count: 257)),
    header("On-Behalf-Of", ""),
    header("Signet-Reason", String(repeating: "r", count: 1025)),
    BadRequest(
      .finishRotation, "On-Behalf-Of not UTF-8",
      BadRequest.request(.finishRotation).with("On-Behalf-Of", [0x75, 0xFF]), .invalidParameter,
      at: .header("On-Behalf-Of")),
    BadRequest(
      .finishRotation, "Signet-Reason with a C1 control",
      BadRequest.request(.finishRotation).with("Signet-Reason", "a\u{9b}b"), .invalidParameter,
      at: .header("Signet-Reason")),
    BadRequest(
      .finishRotation, "Signet-Reason that turns the direction of writing",
      BadRequest.request(.finishRotation).with("Signet-Reason", "a\u{202e}b"), .invalidParameter,
      at: .header("Signet-Reason")),
    twice("Idempotency-Key"), twice("On-Behalf-Of"), twice("Signet-Reason"),
    BadRequest(
      .deleteWorkspace, "no If-Match", BadRequest.request(.deleteWorkspace), .preconditionRequired),
    BadRequest(
      .deleteWorkspace, "If-Match without quotes",
      BadRequest.request(.deleteWorkspace).with("If-Match", "abc"), .invalidParameter,
      at: .header("If-Match")),
    BadRequest(
      .deleteWorkspace, "another ETag",
      BadRequest.request(.deleteWorkspace).with("If-Match", "\"abc\""), .preconditionFailed),
    BadRequest(
      .updateSettings, "another ETag",
      BadRequest.request(.updateSettings, body: #"{"enforcement":"off"}"#)
        .with("If-Match", "\"abc\""), .preconditionFailed),
    BadRequest(
      .fetchKeys, "If-None-Match without quotes",
      BadRequest.request(.fetchKeys).with("If-None-Match", "abc"), .invalidParameter,
      at: .header("If-None-Match")),
    BadRequest(
      .showStatus, "a browser's", BadRequest.request(.showStatus).with("Origin", "http://a"),
      .browserRequest),
    BadRequest(
      .showStatus, "another expectation",
      BadRequest.request(.showStatus).with("Expect", "a-miracle"), .expectationFailed),
    BadRequest(
      .showStatus, "too large",
      BadRequest.request(.showStatus).with("X", String(repeating: "x", count: 17_000)),
      .headerTooLarge),
    BadRequest(
      .showStatus, "two lengths",
      BadRequest.request(.showStatus).with("Content-Length", "1").with("Content-Length", "2"),
      .invalidHTTP),
  ]

  private static func header(_ name: String, _ value: String) -> BadRequest {
    BadRequest(
      .finishRotation, "\(name) of \(value.utf8.count) bytes",
      BadRequest.request(.finishRotation).with(name, value), .invalidParameter, at: .header(name))
  }

  private static func twice(_ name: String) -> BadRequest {
    BadRequest(
      .finishRotation, "\(name) twice",
      BadRequest.request(.finishRotation).with(name, "a").with(name, "a"), .invalidParameter,
      at: .header(name))
  }

  /// What the state does not allow, though the request is right.
  static let states: [BadRequest] = [
    BadRequest(
      .createWorkspace, "one that is there",
      BadRequest.request(.createWorkspace, body: #"{"id":"acme"}"#), .workspaceExists),
    BadRequest(
      .createWorkspace, "one that was deleted",
      BadRequest.request(.createWorkspace, body: #"{"id":"gone"}"#), .workspaceDeleted),
    BadRequest(
      .rotateSecret, "in a grace window", BadRequest.request(.rotateSecret), .rotationInProgress),
    BadRequest(
      .rotateSecret, "another version is current",
      BadRequest.request(.rotateSecret, body: #"{"expectedVersion":1}"#), .versionMismatch),
    BadRequest(
      .rotateSecret, "the first secret once more",
      BadRequest.request(
        .rotateSecret,
        body:
          #"{"secret":"the first secret, of 32 bytes or more","force":true,"expectedVersion":3}"#),
      .secretReused),
    BadRequest(
      .revokeSecret, "another version is current",
      BadRequest.request(.revokeSecret, body: #"{"expectedVersion":1}"#), .versionMismatch),
    BadRequest(
      .revealSecret, "a retired version", BadRequest.request(.revealSecret, version: "1"),
      .versionNotAccepted),
    BadRequest(
      .finishRotation, "without a rotation", BadRequest.request(.finishRotation, workspace: "calm"),
      .noRotation),
    BadRequest(
      .revealSecret, "without a reason", BadRequest.request(.revealSecret, workspace: "strict"),
      .reasonRequired),
    BadRequest(
      .finishRotation, "a key of another request",
      BadRequest.request(.finishRotation, workspace: "calm").with("Idempotency-Key", "k")
        .with(body: Array("{ }".utf8)).with("Content-Type", "application/json"),
      .noRotation),
    BadRequest(
      .updateSettings, "the key of another request",
      BadRequest.request(.updateSettings, workspace: "calm", body: #"{"clockSkew":"2m"}"#)
        .with("Idempotency-Key", "used"), .idempotencyKeyReused),
  ]
}
