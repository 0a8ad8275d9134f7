/// The first check that a token failed.
public struct Rejection: Error, Equatable, Sendable {
  public let reason: RejectionReason
  /// For the developer of the signer: what is wrong and what to do. Never the value of a claim.
  public let detail: String
  /// The accepted version that the token is signed with, once its signature has held.
  public let version: UInt32?
  /// The `kid` of that version.
  public let kid: KeyID?

  public init(
    reason: RejectionReason, detail: String, version: UInt32? = nil, kid: KeyID? = nil
  ) {
    self.reason = reason
    self.detail = detail
    self.version = version
    self.kid = kid
  }

  /// The same, of a token whose signature is that of `key`.
  func signed(with key: AcceptedKey) -> Rejection {
    Rejection(reason: reason, detail: detail, version: key.version, kid: key.kid)
  }
}
