public import SignetCrypto

public enum AcceptedState: String, Sendable {
  case current
  case retiring
}

/// A version whose tokens are accepted, ready to check them on any thread.
public struct AcceptedKey: Sendable {
  public let version: UInt32
  public let kid: KeyID
  public let state: AcceptedState
  /// Milliseconds since 1970; `nil` for the current version.
  public let acceptUntil: Int64?
  public let secret: IdentitySecret
  let mac: HMACSHA256

  /// Prepares the keyed HMAC. Throws `CryptoError.library` if that cannot be had.
  public init(
    version: UInt32, kid: KeyID, state: AcceptedState, acceptUntil: Int64?, secret: IdentitySecret
  ) throws(CryptoError) {
    self.version = version
    self.kid = kid
    self.state = state
    self.acceptUntil = acceptUntil
    self.secret = secret
    mac = try HMACSHA256(key: secret.key)
  }

  /// Current, or retiring and `time` (milliseconds since 1970) before its deadline. A retiring
  /// version without one is not accepted.
  public func isAccepted(at time: Int64) -> Bool {
    switch state {
    case .current: true
    case .retiring: acceptUntil.map { time < $0 } ?? false
    }
  }
}
