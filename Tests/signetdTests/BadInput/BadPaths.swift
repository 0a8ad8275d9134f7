import SignetAPI

/// Workspaces and versions that are none, paths that lead nowhere, methods that a path does not
/// have.
enum BadPaths {
  private static let ids = [
    ".", "..", "...", "%2e", "%2e%2e", ".%2E", "%2F", "%2f..", "a%2Fb", "%252e%252e", "a%20b",
    "%20a", "a%20", "%C3%A9", "%C3", "%FF", "%C0%AE", "%ED%A0%80", "%EF%BC%8E", "%zz", "%", "a%",
    "a%2", "a%2g", "a%00b", "%00", "a%0Ab", "a%3F", "a%23", "-a", "_a", ":a", "a+b", "a;b", "a,b",
    "a=b", "a@b", "a~b", "a*b", "a!", "a|b", "a\\b", "a\"b", "{ws}", "$a", "acme%E2%80%AE",
    String(repeating: "a", count: 129), String(repeating: "%61", count: 129),
    String(repeating: "a", count: 9000),
  ]

  static let workspaces: [BadRequest] = Route.ofWorkspace.flatMap { route in
    func row(_ id: String, _ code: ProblemCode, _ place: BadRequest.Place) -> BadRequest {
      let request = BadRequest.request(route, workspace: id, body: route.goodBody)
        .with("If-Match", "*")
      let name = "the workspace \(id.prefix(20)) of \(id.utf8.count)"
      return BadRequest(route, name, request, code, at: place)
    }
    let wrong = ids.map { row($0, .invalidParameter, .parameter("ws")) }
    return wrong + [row("", .notFound, .none), row("a/b/c", .notFound, .none)]
  }

  /// A batch names its workspaces in the body and answers each for itself.
  static let absentWorkspaces: [BadRequest] = Route.ofWorkspace.flatMap { route in
    func row(_ id: String, _ code: ProblemCode) -> BadRequest {
      let request = BadRequest.request(route, workspace: id, body: route.goodBody)
        .with("If-Match", "*")
      return BadRequest(route, "the workspace \(id.prefix(20)), which is not there", request, code)
    }
    let unknown = ["nobody", "ACME", "acme.", "acme:1", String(repeating: "a", count: 128)]
    // That there was one is not for verifiers, nor on their routes.
    let isForVerifiers = route.roles.contains(.verifier)
    return unknown.map { row($0, .workspaceNotFound) }
      + [row("gone", isForVerifiers ? .workspaceNotFound : .workspaceDeleted)]
  }

  private static let wrongVersions = [
    "0", "-1", "-0", "01", "+1", "1.0", "1e0", "0x1", "4294967296", "18446744073709551617",
    "1" + String(repeating: "0", count: 30), "x", "latest", "Current", "CURRENT", "current%20",
    "%20current", "retired", "null", ".", "..", "%2e%2e", "%31%2F", "1%002", "%zz", "%FF",
    "%D9%A1", "%EF%BC%91", String(repeating: "1", count: 9000),
  ]

  static let versions: [BadRequest] = Route.ofVersion.flatMap { route in
    func row(_ version: String, _ code: ProblemCode, _ place: BadRequest.Place) -> BadRequest {
      let request = BadRequest.request(route, version: version, body: route.goodBody)
      return BadRequest(route, "the version \(version.prefix(20))", request, code, at: place)
    }
    let wrong = wrongVersions.map { row($0, .invalidParameter, .parameter("version")) }
    let absent = ["4", "4000", "4294967295"].map { row($0, .versionNotFound, .none) }
    return wrong + absent + [row("", .notFound, .none)]
  }

  private static let wrongRevisions = [
    "-1", "-0", "01", "00", "+1", "1.0", "1e0", "0x1", "18446744073709551616",
    "1" + String(repeating: "0", count: 30), "x", "newest", "current", ".", "..", "%2e", "1%20",
    "%201", "1%002", "%zz", "%FF", "%D9%A1", "%EF%BC%91", String(repeating: "1", count: 9000),
  ]

  static let revisions: [BadRequest] =
    wrongRevisions.map { revision in
      BadRequest(
        .showPropagation, "the revision \(revision.prefix(20))",
        BadRequest.request(.showPropagation, revision: revision), .invalidParameter,
        at: .parameter("revision"))
    }
    + ["1000000", "9223372036854775807", "18446744073709551615"].map { revision in
      BadRequest(
        .showPropagation, "the revision \(revision), which is not there",
        BadRequest.request(.showPropagation, revision: revision), .revisionNotFound)
    }

  /// In a path and, where a request may name one, in its header.
  static let wrongLeases = [
    "x", "ls_", "ls_123", "LS_" + String(repeating: "a", count: 22),
    "sk_" + String(repeating: "a", count: 22), "ls_" + String(repeating: "a", count: 21),
    "ls_" + String(repeating: "a", count: 23), "ls_" + String(repeating: "a", count: 21) + "-",
    "ls_" + String(repeating: "a", count: 21) + "_",
  ]
  private static let wrongLeasesOfPaths =
    wrongLeases + [
      ".", "..", "%2e%2e", "a%2Fb", "%00", "%zz", "%FF", "%20" + BadRequest.absentLease,
      BadRequest.absentLease + "%20", "ls_" + String(repeating: "%C3%A9", count: 11),
      String(repeating: "a", count: 9000),
    ]

  static let leases: [BadRequest] = [Route.renewLease, .releaseLease].flatMap { route in
    func row(_ lease: String, _ code: ProblemCode, _ place: BadRequest.Place) -> BadRequest {
      let request = BadRequest.request(route, lease: lease, body: route.goodBody)
      return BadRequest(route, "the lease \(lease.prefix(20))", request, code, at: place)
    }
    return wrongLeasesOfPaths.map { row($0, .invalidParameter, .parameter("lease")) } + [
      row(BadRequest.absentLease, .leaseNotFound, .none), row("", .notFound, .none),
    ]
  }

  /// What each path takes on each socket: written out, not asked of the route table.
  static let methodsTaken: [(role: RunningDaemon.Role, template: String, allow: String)] = [
    (.admin, "/v1/workspaces", "GET, POST"),
    (.admin, "/v1/workspaces/{ws}", "DELETE, GET"),
    (.admin, "/v1/workspaces/{ws}/settings", "GET, PATCH"),
    (.admin, "/v1/workspaces/{ws}/secrets/{version}/reveal", "POST"),
    (.admin, "/v1/workspaces/{ws}/secrets/{version}/revoke", "POST"),
    (.admin, "/v1/secrets/identify", "POST"),
    (.admin, "/v1/workspaces/{ws}/rotation", "GET, PATCH, POST"),
    (.admin, "/v1/workspaces/{ws}/rotation/finish", "POST"),
    (.admin, "/v1/workspaces/{ws}/rotation/rollback", "POST"),
    (.admin, "/v1/workspaces/{ws}/tokens", "POST"),
    (.admin, "/v1/workspaces/{ws}/verify", "POST"), (.admin, "/v1/verify", "POST"),
    (.admin, "/v1/propagation/{revision}", "GET"), (.admin, "/v1/verifiers", "GET"),
    (.admin, "/v1/events", "GET"), (.admin, "/v1/status", "GET"),
    (.verifier, "/v1/workspaces/{ws}/keys", "GET"),
    (.verifier, "/v1/workspaces/{ws}/verify", "POST"), (.verifier, "/v1/verify", "POST"),
    (.verifier, "/v1/events", "GET"), (.verifier, "/v1/leases/{lease}", "DELETE, POST"),
    (.verifier, "/v1/status", "GET"),
    (.audit, "/v1/audit", "GET"), (.audit, "/v1/audit/verify", "POST"),
    (.audit, "/v1/status", "GET"), (.audit, "/metrics", "GET"),
  ]

  static let methods: [BadRequest] = methodsTaken.flatMap { role, template, allow in
    let path = template.replacing("{ws}", with: "acme").replacing("{version}", with: "current")
      .replacing("{revision}", with: "1").replacing("{lease}", with: BadRequest.absentLease)
    let taken = Set(allow.split(separator: ",").map { $0.trimmingPrefix(" ") })
    return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
      .filter { !taken.contains($0[...]) && !($0 == "HEAD" && taken.contains("GET")) }
      .map { method in
        BadRequest(
          nil, "\(method) \(path) on \(role)", Request(method, path), on: role, .methodNotAllowed,
          allow: allow)
      }
  }

  static let paths: [BadRequest] =
    [
      "/", "/v1", "/v1/", "/v2/status", "/v1/status/", "/V1/status", "/v1/STATUS", "/v1//status",
      "//v1/status", "/./v1/status", "/v1/../v1/status", "/v1/./status", "/v1/%73tatus",
      "/v1%2Fstatus", "/v1/status;a", "/v1/workspaces/", "/v1/workspaces//", "/v1/workspaces/acme/",
      "/v1/workspaces/acme/secret", "/v1/workspaces/acme/keys/1",
      "/v1/workspaces/a/../acme/settings",
      "/v1/workspaces/acme/secrets", "/v1/workspaces/acme/secrets/1", "/v1/propagation",
      "/v1/propagation/", "/v1/propagation/1/2", "/v1/leases", "/v1/leases/", "/v1/events/acme",
      "/metrics/", "/v1/metrics", "/favicon.ico", "*",
      "/" + String(repeating: "a/", count: 4000),
    ].map { BadRequest(nil, "the path \($0.prefix(60))", Request("GET", $0), .notFound) }

  /// Request targets that are not paths, or not as HTTP spells them.
  static let targets: [BadRequest] =
    wrongTargets.map { target, code in
      BadRequest(nil, "the target \(target)", Request("GET", target), code)
    }
    + ["FOO", "get", "CONNECT", "G\u{0}T", ""].map { method in
      BadRequest(nil, "the method \(method)", Request(method, "/v1/status"), .invalidHTTP)
    }

  private static let wrongTargets: [(target: String, code: ProblemCode)] = [
    ("v1/status", .invalidHTTP), ("", .invalidHTTP), ("/v1/a b", .invalidHTTP),
    ("/v1/\u{1}", .invalidHTTP), ("/v1/\u{7f}", .invalidHTTP), ("/v1/é", .invalidHTTP),
    ("/v1/status#a", .notFound), ("http://", .notFound), ("http://other/v1/none", .notFound),
    ("ftp:", .invalidHTTP),
  ]
}
