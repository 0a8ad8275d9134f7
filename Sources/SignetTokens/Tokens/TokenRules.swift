/// What a workspace demands of a token's times.
public struct TokenRules: Equatable, Sendable {
  /// Refuse tokens without `exp`.
  public var requireExpiry: Bool
  /// Milliseconds from `iat` (without one, from now) to `exp`. Where it is set, a token without
  /// `exp`, whose life has no end, is refused too.
  public var maxTokenLifetime: Int64?
  /// Milliseconds by which the signer's clock may differ.
  public var clockSkew: Int64

  public init(
    requireExpiry: Bool = false, maxTokenLifetime: Int64? = nil, clockSkew: Int64 = 60_000
  ) {
    self.requireExpiry = requireExpiry
    self.maxTokenLifetime = maxTokenLifetime
    self.clockSkew = clockSkew
  }
}
