import SignetAPI
import Testing

@Suite("bad input")
struct BadInputTests {
  static let groups: [(name: String, rows: [BadRequest])] = [
    ("syntax of bodies", BadBodies.syntax), ("unexpected bodies", BadBodies.unexpected),
    ("members of bodies", BadBodies.members), ("workspaces", BadTargets.workspaces),
    ("unknown workspaces", BadTargets.unknownWorkspace), ("versions", BadTargets.versions),
    ("queries", BadTargets.queries), ("methods", BadTargets.methods), ("paths", BadTargets.paths),
    ("headers", BadTargets.headers), ("states", BadTargets.states),
  ]

  static let rows = groups.flatMap(\.rows)

  /// Codes that a healthy daemon gives nobody who asks one question at a time.
  static let elsewhere: Set<ProblemCode> = [
    .requestTimeout,  // a clock of ten seconds: the server's own tests
    .forbidden,  // the routes of a socket are its role's, so `Policy` has nothing left to refuse
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
    let before = try state()
    for group in Self.groups {
      for row in group.rows { try check(row, of: daemon) }
      #expect(try state() == before, "\(group.name) changed something")
    }
    #expect(try daemon.verifyAudit()["intact"] == true)
  }

  private func check(_ row: BadRequest, of daemon: RunningDaemon) throws {
    let answer = try daemon.send(row.role, row.request)
    let json = answer.json
    #expect(answer.status == row.status, "\(row.testDescription): \(answer.text)")
    #expect(json["code"].string == row.code.rawValue, "\(row.testDescription): \(answer.text)")
    #expect(json["requestId"].string == answer.requestID, "\(row.testDescription)")
    #expect(answer[field: "Content-Type"] == "application/problem+json")
    #expect(place(in: json) == row.place, "\(row.testDescription): \(answer.text)")
    if let allow = row.allow { #expect(answer[field: "Allow"] == allow, "\(row.testDescription)") }
  }

  private func place(in problem: JSON) -> BadRequest.Place {
    if let pointer = problem["errors"][0]["pointer"].string { return .pointer(pointer) }
    if let name = problem["parameter"].string { return .parameter(name) }
    if let name = problem["header"].string { return .header(name) }
    return .none
  }

  @Test("of every route is in the table")
  func everyRoute() {
    #expect(Set(Self.rows.compactMap(\.route)) == Set(Route.allCases))
  }

  @Test("is there for every code but those that need more than one question")
  func everyCode() {
    #expect(Set(Self.rows.map(\.code)) == Set(ProblemCode.allCases).subtracting(Self.elsewhere))
  }
}
