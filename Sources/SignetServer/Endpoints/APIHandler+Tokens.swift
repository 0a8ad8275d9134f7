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

  /// Many tokens of many workspaces; each is answered for itself.
  func verifyTokens(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let grant = try grant(.verifyTokens, call)
    let tokens = try call.message(BatchVerifyRequest.self).tokens
    guard tokens.count <= APILimits.batchTokens else {
      let detail = "at most \(APILimits.batchTokens) tokens are taken at a time"
      throw Problem(
        .invalidRequest, detail: detail, errors: [.init(pointer: "/tokens", detail: detail)])
    }
    var body = JSONBody(capacity: 64 * 1024)
    body.raw(#"{"results":["#)
    for (place, item) in tokens.enumerated() {
      if place > 0 { body.raw(",") }
      do throws(Problem) {
        let keys = try await keys(of: item.workspace)
        body.verdict(
          service.verify(Array(item.token.exposed.utf8), against: keys, grant: grant))
      } catch {
        try body.problem(error, requestID: call.request.id)
      }
    }
    body.raw("]}")
    return HTTPResponse(Answer.ok, body: body.buffer, wipeAfterWrite: true)
  }

  private func keys(of text: String) async throws(Problem) -> AcceptedKeys {
    guard let id = WorkspaceID(text) else {
      throw .parameter("workspace", "a workspace id is \(APILimits.workspaceInWords)")
    }
    if let keys = service.cachedKeys(of: id) { return keys }
    return try await loadKeys(of: id)
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
