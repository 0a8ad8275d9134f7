public import SignetAudit
public import SignetTokens

/// Signs a token with the current secret, to try out an installation.
public struct SignToken: Operation {
  public struct Signed: Sendable {
    public let token: [UInt8]
    public let version: UInt32
    public let kid: KeyID
    public let expiresAt: Timestamp
  }

  public static let defaultLifetime = Duration.hours(1)
  public static let lifetimeRange = Duration.seconds(1)...Duration.days(30)

  public let id: WorkspaceID
  /// A JSON object.
  public let claims: [UInt8]
  public let expiresIn: Duration

  public init(id: WorkspaceID, claims: [UInt8], expiresIn: Duration = defaultLifetime) {
    self.id = id
    self.claims = claims
    self.expiresIn = expiresIn
  }

  public var permission: Permission { .signTokens }
  public var action: AuditAction? { .tokenSign }
  public var workspace: WorkspaceID? { id }

  public func run(in scope: OperationScope, grant: Grant) throws -> Signed {
    guard Self.lifetimeRange.contains(expiresIn) else {
      throw SignetError.invalid([FieldFault(pointer: "/expiresIn", detail: "give 1s to 30d")])
    }
    let workspace = try scope.open(id).workspace
    let keys = try AcceptedKeys(of: workspace)
    guard let key = keys.accepted(at: scope.deadlineNow).first else {
      throw SignetError.versionNotFound
    }
    scope.version = key.version
    do {
      let token = try IdentityToken.sign(
        claims: claims, issuedAt: scope.now.milliseconds,
        expiresAt: (scope.now + expiresIn).milliseconds,
        key: key, includeKid: true)
      return Signed(
        token: token.text, version: key.version, kid: key.kid,
        expiresAt: Timestamp(milliseconds: token.expiresAt))
    } catch .claims(let rejection) {
      throw SignetError.tokenClaims(rejection)
    } catch .crypto(let error) {
      throw error
    }
  }
}
