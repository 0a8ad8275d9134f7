public import SignetTokens

/// A version without its secret: what may be shown, kept and repeated.
public struct VersionMetadata: Equatable, Sendable {
  public let number: UInt32
  public let kid: KeyID
  public let origin: SecretVersion.Origin
  public let state: StateName
  public let createdAt: Timestamp
  public let createdBy: String
  /// Of a retiring version.
  public let grace: SecretVersion.GraceWindow?
  /// Of a retired or revoked version.
  public let ending: SecretVersion.Ending?

  public enum StateName: String, Sendable {
    case current, retiring, retired, revoked
  }
}

extension VersionMetadata {
  init(_ version: SecretVersion) {
    number = version.number
    kid = version.kid
    origin = version.origin
    createdAt = version.createdAt
    createdBy = version.createdBy
    state = version.stateName
    grace = version.grace
    ending = version.ending
  }
}

extension SecretVersion {
  /// The word for the state in answers and in the audit log.
  public var stateName: VersionMetadata.StateName {
    switch state {
    case .current: .current
    case .retiring: .retiring
    case .retired: .retired
    case .revoked: .revoked
    }
  }
}
