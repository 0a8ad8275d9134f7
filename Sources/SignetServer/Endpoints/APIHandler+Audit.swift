import NIOCore
import SignetAPI
import SignetAudit
import SignetCore
import SignetJSON

extension APIHandler {
  func listAudit(_ call: Call) async throws(Problem) -> HTTPResponse {
    let query = try auditQuery(call.query)
    let page = try await audit { () async throws(SignetError) in
      try await self.service.audit(query, as: call.principal, context: call.context)
    }
    let entries = page.entries.map { AuditEntry($0) }
    let next = page.next.map { PageCursor($0).text }
    guard call.accepts(MediaType.lines) else {
      return try Answer.message(Page(items: entries, nextCursor: next))
    }
    var body = ByteBuffer()
    for entry in entries {
      do {
        body.writeBytes(try MessageEncoding.bytes(entry))
        body.writeInteger(UInt8(ascii: "\n"))
      } catch {
        throw Problem(.internalError, detail: "the answer could not be encoded")
      }
    }
    return HTTPResponse(
      status: .ok, contentType: MediaType.lines,
      headers: next.map { [("Signet-Next-Cursor", $0)] } ?? [], body: body)
  }

  private func auditQuery(_ query: Query) throws(Problem) -> AuditQuery {
    try query.allow(
      "workspace", "action", "actor", "outcome", "since", "until", "order", "limit", "cursor")
    var audit = AuditQuery(
      limit: try query.integer("limit", in: 1...APILimits.largestPage, default: APILimits.page),
      after: try query.cursor())
    if let text = query["workspace"] {
      guard let id = WorkspaceID(text) else {
        throw .parameter("workspace", "a workspace id is \(APILimits.workspaceInWords)")
      }
      audit.workspace = id
    }
    if let name = query["action"] {
      guard let action = AuditAction(name: name) else {
        let names = AuditAction.allCases.map(\.name).joined(separator: ", ")
        throw .parameter("action", "give one of \(names)")
      }
      audit.action = action
    }
    if let text = query["outcome"] {
      guard let outcome = SignetAPI.AuditOutcome(rawValue: text) else {
        throw .parameter("outcome", "give allowed, denied or failed")
      }
      audit.outcome = outcome.rawValue
    }
    if let text = query["order"] {
      guard let order = AuditListQuery.Order(rawValue: text) else {
        throw .parameter("order", "give asc or desc")
      }
      audit.newestFirst = order == .newestFirst
    }
    if let text = query["actor"] {
      // It is written into the entry about this reading.
      if let fault = PlainText.fault(in: text, atMost: 256) { throw .parameter("actor", fault) }
      audit.actor = text
    }
    audit.since = try query.time("since")
    audit.until = try query.time("until")
    return audit
  }

  func verifyAudit(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let result = try await audit { () async throws(SignetError) in
      try await self.service.verifyAudit(as: call.principal, context: call.context)
    }
    return try Answer.message(
      SignetAPI.AuditVerification(
        intact: result.fault == nil, epoch: service.epoch.description, entries: result.entries,
        first: result.entries > 0 ? 1 : nil, last: result.head.sequence,
        link: result.head.link.description, firstBad: result.fault?.sequence,
        detail: result.fault?.reason))
  }

  private func audit<Result>(
    _ body: () async throws(SignetError) -> Result
  ) async throws(Problem) -> Result {
    do throws(SignetError) {
      return try await body()
    } catch {
      throw Problem(error)
    }
  }
}

extension Call {
  func accepts(_ type: String) -> Bool {
    request.headers[canonicalForm: "Accept"].contains { $0.lowercased().hasPrefix(type) }
  }
}

/// The API's, where both modules have one.
typealias AuditEntry = SignetAPI.AuditEntry

extension SignetAPI.AuditEntry {
  init(_ entry: SignetAudit.AuditEntry) {
    let outcome: SignetAPI.AuditOutcome =
      switch entry.outcome {
      case .allowed: .allowed
      case .denied: .denied
      case .failed: .failed
      }
    let details = entry.details.map { JSONMember(name: $0.name, value: .string($0.value)) }
    self.init(
      sequence: entry.sequence, at: APITime(milliseconds: entry.time), action: entry.action.name,
      outcome: outcome, code: entry.outcome.code, actor: Actor(entry.actor, role: entry.role),
      workspace: entry.workspace, version: entry.version, revision: entry.revision,
      reason: entry.reason, requestID: entry.requestID.isEmpty ? nil : entry.requestID,
      details: details.isEmpty ? nil : JSONObject(details))
  }
}

extension Actor {
  init(_ actor: AuditActor, role: AuditRole) {
    switch actor {
    case .system: self.init()
    case .peer(let peer):
      let role: SignetAPI.Role? =
        switch role {
        case .admin: .admin
        case .verifier: .verifier
        case .auditor: .auditor
        case .system: nil
        }
      self.init(
        uid: peer.uid, gid: peer.gid, user: peer.user, pid: peer.pid, role: role,
        onBehalfOf: peer.onBehalfOf)
    }
  }
}
