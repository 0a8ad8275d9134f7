public import SignetAudit
public import SignetCrypto
public import SignetTokens

/// Tells whose a secret is: for one that was found where it should not be.
public struct IdentifySecret: Operation {
  public struct Match: Equatable, Sendable {
    public let workspace: WorkspaceID
    public let version: UInt32
    /// Nil if the workspace is gone.
    public let kid: KeyID?
    /// The version's state, or `deleted` if the workspace is gone.
    public let state: String
  }

  /// Matches that are looked for at most: one's own secret may have been given to any number of
  /// workspaces.
  public static let maximumMatches = 100
  /// How many of them the audit entry names.
  private static let namedMatches = 20

  /// What was found.
  public let text: SecretBytes

  /// Any text: one that no secret can be matches nothing.
  public init(text: SecretBytes) { self.text = text }

  public var permission: Permission { .identifySecrets }
  public var action: AuditAction? { .secretIdentify }
  public var workspace: WorkspaceID? { nil }

  public func run(in scope: OperationScope, grant: Grant) throws -> [Match] {
    let matches = try keys().flatMap { key in
      try scope.transaction.reservations(
        try scope.keyring.tag(.secret, key), limit: Self.maximumMatches
      ).map { row in
        try match(try scope.keyring.open(row), in: scope)
      }
    }
    scope.detail("matches", "\(matches.count)")
    if !matches.isEmpty {
      scope.detail(
        "workspaces", matches.prefix(Self.namedMatches).map(\.workspace.text).joined(separator: ",")
      )
    }
    return matches
  }

  /// The text is the key itself, or the `k` of a JWK.
  private func keys() throws -> [SecretBytes] {
    var keys = [text]
    do throws(CryptoError) {
      let count = try Base64URL.decodedCount(text.count)
      keys.append(
        try SecretBytes(count: count) { (target) throws(CryptoError) in
          try Base64URL.decode(text, into: target)
        })
    } catch .invalidBase64URL {
      return keys
    }
    return keys
  }

  private func match(_ reservation: Reservation, in scope: OperationScope) throws -> Match {
    let (id, number) = (reservation.workspace, reservation.version)
    do {
      let version = try scope.open(id).workspace.version(.number(number))
      return Match(
        workspace: id, version: number, kid: version.kid, state: version.stateName.rawValue)
    } catch SignetError.workspaceDeleted {
      return Match(workspace: id, version: number, kid: nil, state: "deleted")
    }
  }
}
