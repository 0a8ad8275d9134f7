import SignetAudit

/// Who asks: the kernel's word about the process at the other end of the socket, and which socket
/// it is. A constant of the connection.
public struct Principal: Equatable, Sendable {
  public let uid: UInt32
  public let gid: UInt32
  /// The names that uid and gid had when the connection was made; nil where they have none.
  public let user: String?
  public let group: String?
  /// A hint only: the process may have ended, and its number been given away.
  public let pid: Int32
  public let role: Role

  public init(uid: UInt32, gid: UInt32, user: String?, group: String?, pid: Int32, role: Role) {
    self.uid = uid
    self.gid = gid
    self.user = user
    self.group = group
    self.pid = pid
    self.role = role
  }

  /// What a socket is for.
  public enum Role: Sendable, CaseIterable {
    case admin, verifier, auditor
  }
}

/// What a request says beside its body.
public struct RequestContext: Equatable, Sendable {
  /// In the answer and in the audit entry.
  public var requestID: String
  /// The human behind a dashboard's backend, as it asserts.
  public var onBehalfOf: String?
  /// Why, in the admin's words.
  public var reason: String?
  public var idempotency: IdempotencyClaim?

  public init(
    requestID: String, onBehalfOf: String? = nil, reason: String? = nil,
    idempotency: IdempotencyClaim? = nil
  ) {
    self.requestID = requestID
    self.onBehalfOf = onBehalfOf
    self.reason = reason
    self.idempotency = idempotency
  }
}

/// An `Idempotency-Key` and what it was sent with: the same key with another request is a mistake.
public struct IdempotencyClaim: Equatable, Sendable {
  public var key: String
  /// The route's name: a key belongs to one.
  public var route: String
  /// SHA-256 of what the request asked for: its parameters and its body.
  public var requestDigest: [UInt8]

  public init(key: String, route: String, requestDigest: [UInt8]) {
    self.key = key
    self.route = route
    self.requestDigest = requestDigest
  }
}

extension Principal {
  func auditActor(_ context: RequestContext) -> AuditActor {
    .peer(
      AuditPeer(
        uid: uid, gid: gid, user: user, group: group, pid: pid, onBehalfOf: context.onBehalfOf))
  }

  var auditRole: AuditRole {
    switch role {
    case .admin: .admin
    case .verifier: .verifier
    case .auditor: .auditor
    }
  }

  /// As it is kept beside what it did: the asserted human where there is one, else the account.
  func author(_ context: RequestContext) -> String {
    context.onBehalfOf ?? user ?? "uid \(uid)"
  }
}
