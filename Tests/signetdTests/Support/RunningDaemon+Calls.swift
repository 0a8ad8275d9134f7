import SignetTestProcesses

/// What most tests need before they come to their point.
extension RunningDaemon {
  func create(_ id: String, _ members: String = "") throws {
    let more = members.isEmpty ? "" : ", \(members)"
    try send(.admin, Request("POST", "/v1/workspaces", #"{"id": "\#(id)"\#(more)}"#))
      .expecting(201)
  }

  /// The secret's text.
  func reveal(_ id: String, _ version: String = "current") throws -> String {
    let answer = try send(
      .admin, Request("POST", "/v1/workspaces/\(id)/secrets/\(version)/reveal")
    ).expecting(200)
    guard let secret = answer.json["secret"].string else { throw Failure(answer.text) }
    return secret
  }

  @discardableResult
  func rotate(_ id: String, _ body: String = "{}") throws -> Answer {
    try send(.admin, Request("POST", "/v1/workspaces/\(id)/rotation", body)).expecting(201)
  }

  func summary(_ id: String) throws -> Answer {
    try send(.admin, Request("GET", "/v1/workspaces/\(id)?activity=0")).expecting(200)
  }

  func verify(_ id: String, _ token: String, on role: Role = .verifier) throws -> JSON {
    try send(
      role, Request("POST", "/v1/workspaces/\(id)/verify", #"{"token": "\#(token)"}"#)
    ).expecting(200).json
  }

  func keys(_ id: String, ifNoneMatch etag: String? = nil) throws -> Answer {
    var request = Request("GET", "/v1/workspaces/\(id)/keys")
    if let etag { request = request.with("If-None-Match", etag) }
    return try send(.verifier, request)
  }

  func status() throws -> JSON {
    try send(.audit, Request("GET", "/v1/status")).expecting(200).json
  }

  /// The whole audit log, oldest entry first.
  func auditLog(_ filter: String = "") throws -> [JSON] {
    var entries: [JSON] = []
    var cursor: String?
    repeat {
      let page = cursor.map { "&cursor=\($0)" } ?? ""
      let answer = try send(
        .audit,
        Request("GET", "/v1/audit?order=asc&limit=1000\(filter)\(page)")
          .with("Accept", "application/x-ndjson")
      ).expecting(200)
      entries += try answer.lines()
      cursor = answer[field: "Signet-Next-Cursor"]
    } while cursor != nil
    return entries
  }

  func verifyAudit() throws -> JSON {
    try send(.audit, Request("POST", "/v1/audit/verify")).expecting(200).json
  }
}
