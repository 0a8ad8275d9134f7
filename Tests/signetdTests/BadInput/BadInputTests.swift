import SignetAPI
import Testing

@Suite("bad input")
struct BadInputTests {
  private static let groups: [(name: String, rows: [BadRequest])] = [
    ("syntax of bodies", BadBodies.syntax), ("types of bodies", BadBodies.types),
    ("unexpected bodies", BadBodies.unexpected), ("members", BadMembers.values),
    ("members twice", BadMembers.twice), ("other members", BadMembers.rest),
    ("settings", BadSettings.rows), ("secrets", BadSecrets.rows),
    ("workspaces", BadPaths.workspaces), ("absent workspaces", BadPaths.absentWorkspaces),
    ("versions", BadPaths.versions), ("revisions", BadPaths.revisions),
    ("leases", BadPaths.leases), ("renewals", BadRenewals.rest), ("streams", BadHeaders.streams),
    ("methods", BadPaths.methods), ("paths", BadPaths.paths),
    ("targets", BadPaths.targets),
    ("queries", BadQueries.rows), ("texts of header fields", BadHeaders.texts),
    ("preconditions", BadHeaders.preconditions), ("protocols", BadHeaders.protocols),
    ("states", BadStates.rows),
  ]

  private static let rows = groups.flatMap(\.rows)

  /// Codes that a healthy daemon gives nobody who asks one question at a time.
  private static let elsewhere: Set<ProblemCode> = [
    .requestTimeout,  // a clock of ten seconds: the server's own tests
    .forbidden,  // another uid's lease: LeaseTests
    .verifiersBehind, .leaseBehind,  // a verifier that does not follow: LeaseTests
    .tooManyRequests, .busy,  // many at once: HostileClientTests and the core's
    .unavailable, .outcomeUnknown,  // a failing disk: the core's
    .tooManyVersions,  // two thousand rotations: the core's
    .internalError,  // a defect
  ]

  /// `acme` is in a grace window: version 1 retired, 2 retiring, 3 current.
  private static func prepare() throws -> RunningDaemon {
    let daemon = try RunningDaemon()
    try daemon.create("acme", #""secret": "the first secret, of 32 bytes or more""#)
    try daemon.rotate("acme", #"{"grace": "0s"}"#)
    try daemon.rotate("acme", #"{"grace": "1d"}"#)
    try daemon.create("calm")
    try daemon.create("strict", #""settings": {"revealRequiresReason": true}"#)
    try daemon.create("gone")
    try daemon.send(.admin, Request("DELETE", "/v1/workspaces/gone").with("If-Match", "*"))
      .expecting(200)
    try daemon.send(
      .admin,
      Request("PATCH", "/v1/workspaces/calm/settings", #"{"clockSkew":"1m"}"#)
        .with("Idempotency-Key", "used")
    ).expecting(200)
    return daemon
  }

  @Test("is refused with its code and place, and changes nothing")
  func refused() throws {
    let daemon = try Self.prepare()
    func state() throws -> [String] {
      try ["acme", "calm", "strict"].map { try daemon.summary($0).etag }
        + ["\(try daemon.status()["revision"])"]
    }
    // What was done or disclosed, but for reading the log itself.
    func allowed() throws -> [JSON] {
      try daemon.auditLog("&outcome=allowed")
        .filter { $0["action"].string?.hasPrefix("audit.") == false }
    }
    var known = try state()
    let done = try allowed()
    for group in Self.groups {
      for row in group.rows {
        for role in row.roles { try check(row, on: role, of: daemon) }
      }
      let now = try state()
      #expect(now == known, "\(group.name): something changed")
      known = now
    }
    #expect(try allowed() == done)
    #expect(try daemon.verifyAudit()["intact"] == true)
    #expect(daemon.process.end == nil)
    for secret in BadSecrets.parts { #expect(!daemon.process.text.contains(secret)) }
  }

  private func check(
    _ row: BadRequest, on role: RunningDaemon.Role, of daemon: RunningDaemon
  ) throws {
    let answer: Answer
    do {
      answer = try daemon.send(role, row.request)
    } catch let error as RawClient.Ended {
      Issue.record(error, "\(row.testDescription): no answer")
      return
    }
    let words = "\(row.testDescription) (\(role)): \(answer.status) \(answer.text)"
    #expect(answer.status == row.status, "\(words)")
    #expect(answer[field: "Content-Type"] == "application/problem+json", "\(words)")
    #expect(answer[field: "Allow"] == row.allow, "\(words)")
    for secret in BadSecrets.parts { #expect(!answer.text.contains(secret), "\(words)") }
    if row.request.method == "HEAD" { return }
    let json = answer.json
    #expect(json["code"].string == row.code.rawValue, "\(words)")
    #expect(json["type"].string == row.code.type, "\(words)")
    #expect(json["status"].integer == row.status, "\(words)")
    #expect(json["requestId"].string == answer.requestID, "\(words)")
    #expect(place(in: json) == row.place, "\(words)")
  }

  private func place(in problem: JSON) -> BadRequest.Place {
    if let pointer = problem["errors"][0]["pointer"].string { return .pointer(pointer) }
    if let name = problem["parameter"].string { return .parameter(name) }
    if let name = problem["header"].string { return .header(name) }
    return .none
  }

  @Test("of every route is in the table", arguments: Route.allCases)
  func everyRoute(_ route: Route) {
    let codes = Set(Self.rows.filter { $0.route == route }.map(\.code))
    #expect(codes.isSuperset(of: [.invalidParameter, .browserRequest, .invalidHTTP]))
    #expect(
      codes.isSuperset(
        of: route.takesBody
          ? [.invalidJSON, .invalidRequest, .unknownMember, .unsupportedMediaType, .bodyTooLarge]
          : [.bodyTooLarge]))
    #expect(!route.template.contains("{ws}") || codes.contains(.workspaceNotFound))
    #expect(!route.template.contains("{version}") || codes.contains(.versionNotFound))
  }

  @Test("of every path's methods is in the table")
  func everyPath() {
    let served = Route.allCases.flatMap { route in
      route.roles.map { "\($0 == .auditor ? "audit" : $0.rawValue) \(route.template)" }
    }
    let listed = BadPaths.methodsTaken.map { "\($0.role) \($0.template)" }
    #expect(Set(listed) == Set(served))
    #expect(listed.count == Set(listed).count)
  }

  /// An answer to a member that is not known lists those that are.
  @Test("of every member that the daemon knows is in the table")
  func everyMember() throws {
    let daemon = try Self.prepare()
    let objects: [(body: String, pointer: String, routes: [Route])] = [
      (#"{"":1}"#, "", Route.withBody),
      (#"{"id":"other","settings":{"":1}}"#, "/settings", [.createWorkspace]),
      (#"{"tokens":[{"":1}]}"#, "/tokens/0", [.verifyTokens]),
      (#"{"holds":1,"uses":[{"":1}]}"#, "/uses/0", [.renewLease]),
      (#"{"holds":1,"rejections":[{"":1}]}"#, "/rejections/0", [.renewLease]),
    ]
    for (body, pointer, routes) in objects {
      for route in routes {
        let role = route.roles.contains(.admin) ? RunningDaemon.Role.admin : .verifier
        let answer = try daemon.send(role, BadRequest.request(route, body: body)).expecting(422)
        let known = answer.json["detail"].string?.split(separator: "known here: ").dropFirst().first
        let names = (known ?? "").split(separator: ",").map { String($0.trimmingPrefix(" ")) }
        let listed = BadMembers.all.filter { $0.route == route }.map(\.pointer)
          .filter { $0.hasPrefix("\(pointer)/") }.map { $0.dropFirst(pointer.count + 1) }
          .filter { !$0.contains("/") }
        #expect(listed.sorted() == names.map { $0[...] }.sorted(), "\(route.name): \(answer.text)")
      }
    }
  }

  @Test("is there for every code but those that need more than one question")
  func everyCode() {
    #expect(Set(Self.rows.map(\.code)) == Set(ProblemCode.allCases).subtracting(Self.elsewhere))
  }
}
