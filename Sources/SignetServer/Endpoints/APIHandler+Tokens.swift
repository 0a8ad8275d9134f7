import NIOCore
import SignetAPI
import SignetCore
import SignetJSON
import SignetTokens

extension APIHandler {
  func signToken(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(SignTokenRequest.self)
    let signed = try await perform(
      SignToken(
        id: try call.workspace(), claims: JSONValue.object(message.claims).text,
        expiresIn: message.expiresIn?.duration ?? SignToken.defaultLifetime), call)
    return try Answer.message(
      SignedToken(
        token: SecretText(String(decoding: signed.token, as: UTF8.self)), version: signed.version,
        kid: signed.kid.text, expiresAt: APITime(signed.expiresAt)))
  }

  /// Judges the token on the event loop. Nil where the workspace's keys are not in memory.
  func cachedVerdict(_ call: Call) throws(Problem) -> HTTPResponse? {
    try call.query.allow()
    guard let keys = service.cachedKeys(of: try call.workspace()) else { return nil }
    return try verdict(call, keys)
  }

  func verifyToken(_ call: Call) async throws(Problem) -> HTTPResponse {
    try verdict(call, try await loadKeys(of: try call.workspace()))
  }

  private func verdict(_ call: Call, _ keys: AcceptedKeys) throws(Problem) -> HTTPResponse {
    let token = try call.message(VerifyRequest.self).token
    let verdict = service.verify(
      Array(token.exposed.utf8), against: keys, grant: try grant(.verifyTokens, call))
    var body = JSONBody(capacity: verdict.capacity)
    body.verdict(verdict)
    return HTTPResponse(Answer.ok, body: body.buffer, wipeAfterWrite: true)
  }

  /// Many tokens of many workspaces, on the event loop. Nil where the keys of one are not in memory.
  func cachedVerdicts(_ call: Call) throws(Problem) -> HTTPResponse? {
    try call.query.allow()
    let tokens = try tokens(in: call)
    var known: KeysByWorkspace = [:]
    for item in tokens where known[item.workspace] == nil {
      guard let id = WorkspaceID(item.workspace) else {
        known[item.workspace] = .failure(.workspaceID)
        continue
      }
      guard let keys = service.cachedKeys(of: id) else { return nil }
      known[item.workspace] = .success(keys)
    }
    return try verdicts(on: tokens, by: known, call)
  }

  func verifyTokens(_ call: Call) async throws(Problem) -> HTTPResponse {
    let tokens = try tokens(in: call)
    var known: KeysByWorkspace = [:]
    for item in tokens where known[item.workspace] == nil {
      do throws(Problem) {
        guard let id = WorkspaceID(item.workspace) else { throw .workspaceID }
        known[item.workspace] = .success(try await loadKeys(of: id))
      } catch {
        known[item.workspace] = .failure(error)
      }
    }
    return try verdicts(on: tokens, by: known, call)
  }

  private typealias KeysByWorkspace = [String: Result<AcceptedKeys, Problem>]

  private func tokens(in call: Call) throws(Problem) -> [BatchVerifyRequest.Item] {
    let tokens = try call.message(BatchVerifyRequest.self).tokens
    guard tokens.count <= APILimits.batchTokens else {
      let detail = "at most \(APILimits.batchTokens) tokens are taken at a time"
      throw Problem(
        .invalidRequest, detail: detail, errors: [.init(pointer: "/tokens", detail: detail)])
    }
    return tokens
  }

  /// Each token is answered for itself.
  private func verdicts(
    on tokens: [BatchVerifyRequest.Item], by known: KeysByWorkspace, _ call: Call
  ) throws(Problem) -> HTTPResponse {
    let grant = try grant(.verifyTokens, call)
    var body = JSONBody(capacity: 64 * 1024)
    body.raw(#"{"results":["#)
    for (place, item) in tokens.enumerated() {
      if place > 0 { body.raw(",") }
      switch known[item.workspace] {
      case .success(let keys):
        body.verdict(
          service.verify(Array(item.token.exposed.utf8), against: keys, grant: grant))
      case .failure(let problem): try body.problem(problem, requestID: call.request.id)
      case nil: try body.problem(.workspaceID, requestID: call.request.id)
      }
    }
    body.raw("]}")
    return HTTPResponse(Answer.ok, body: body.buffer, wipeAfterWrite: true)
  }
}

extension Problem {
  /// Of an item whose workspace is no id.
  fileprivate static var workspaceID: Problem {
    .parameter("workspace", "a workspace id is \(APILimits.workspaceInWords)")
  }
}

extension TokenVerdict {
  /// Enough for the body without growing: escaping makes six characters of one at most.
  fileprivate var capacity: Int {
    switch self {
    case .identified(let identity):
      1024 + identity.properties.count
        + 6
        * (identity.userId.utf8.count + (identity.email?.utf8.count ?? 0)
          + (identity.name?.utf8.count ?? 0))
    case .rejected(let rejection, _): 512 + 6 * rejection.detail.utf8.count
    case .skipped: 512
    }
  }
}

extension JSONBody {
  fileprivate mutating func verdict(_ verdict: TokenVerdict) {
    switch verdict {
    case .identified(let identity): identified(identity)
    case .rejected(let rejection, let denied):
      raw(denied ? #"{"decision":"deny","detail":"# : #"{"decision":"anonymous","detail":"#)
      string(rejection.detail)
      raw(#","outcome":"rejected","reason":"#)
      string(rejection.reason.rawValue)
      raw("}")
    case .skipped: raw(#"{"decision":"anonymous","outcome":"skipped"}"#)
    }
  }

  private mutating func identified(_ identity: VerifiedIdentity) {
    raw(#"{"decision":"identified","identity":{"#)
    if let email = identity.email {
      raw(#""email":"#)
      string(email)
      raw(",")
    }
    if let name = identity.name {
      raw(#""name":"#)
      string(name)
      raw(",")
    }
    raw(#""properties":"#)
    raw(identity.properties)
    raw(#","userId":"#)
    string(identity.userId)
    raw(#"},"kid":"#)
    string(identity.kid.text)
    raw(#","outcome":"identified","state":"#)
    string(identity.state.rawValue)
    raw(#","version":"#)
    integer(identity.version)
    raw("}")
  }

  fileprivate mutating func problem(
    _ problem: Problem, requestID: RequestID
  ) throws(Problem) {
    var problem = problem
    problem.requestID = requestID.description
    do {
      raw(#"{"problem":"#)
      raw(try MessageEncoding.bytes(problem))
      raw("}")
    } catch {
      throw Problem(.internalError, detail: "the answer could not be encoded")
    }
  }
}
