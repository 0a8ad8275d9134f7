public import SignetTokens

/// One of a workspace's secrets, from its making to its end and beyond: number, key id, times and
/// who did what stay for ever, the material only while it is accepted.
public struct SecretVersion: Sendable {
  public let number: UInt32
  public let kid: KeyID
  public let origin: Origin
  public let createdAt: Timestamp
  public let createdBy: String
  public internal(set) var state: State

  public enum Origin: UInt8, Sendable {
    /// Made by Signet.
    case generated = 1
    /// The admin's own string.
    case string = 2
    /// The admin's own JWK.
    case jwk = 3
  }

  /// The material lies in the states that accept, so that a terminal one cannot hold any.
  public enum State: Sendable {
    case current(IdentitySecret)
    case retiring(IdentitySecret, GraceWindow)
    case retired(Ending)
    case revoked(Ending)
  }

  /// The time in which the version is still accepted after its rotation.
  public struct GraceWindow: Equatable, Sendable {
    public let rotatedAt: Timestamp
    public let rotatedBy: String
    public internal(set) var acceptUntil: Timestamp
  }

  /// When and by whom the version came to its end.
  public struct Ending: Equatable, Sendable {
    public let at: Timestamp
    public let by: String
  }

  public var secret: IdentitySecret? {
    switch state {
    case .current(let secret), .retiring(let secret, _): secret
    case .retired, .revoked: nil
    }
  }

  public var grace: GraceWindow? {
    switch state {
    case .retiring(_, let grace): grace
    case .current, .retired, .revoked: nil
    }
  }

  public var ending: Ending? {
    switch state {
    case .retired(let ending), .revoked(let ending): ending
    case .current, .retiring: nil
    }
  }

  public var isCurrent: Bool {
    switch state {
    case .current: true
    case .retiring, .retired, .revoked: false
    }
  }
}

/// Which version a request means.
public enum VersionSelector: Equatable, Sendable {
  case number(UInt32)
  case current
  case retiring
}
