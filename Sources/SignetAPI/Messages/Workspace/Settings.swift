/// The security settings of a workspace. What has no value is written as `null`.
public struct Settings: Sendable, Hashable {
  public var enforcement: Enforcement
  public var requireExpiry: Bool
  public var maxTokenLifetime: APIDuration?
  public var clockSkew: APIDuration
  public var defaultGrace: APIDuration
  public var rotateEvery: APIDuration?
  public var revealRequiresReason: Bool

  public init(
    enforcement: Enforcement, requireExpiry: Bool, maxTokenLifetime: APIDuration?,
    clockSkew: APIDuration, defaultGrace: APIDuration, rotateEvery: APIDuration?,
    revealRequiresReason: Bool
  ) {
    self.enforcement = enforcement
    self.requireExpiry = requireExpiry
    self.maxTokenLifetime = maxTokenLifetime
    self.clockSkew = clockSkew
    self.defaultGrace = defaultGrace
    self.rotateEvery = rotateEvery
    self.revealRequiresReason = revealRequiresReason
  }
}

extension Settings: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case enforcement, requireExpiry, maxTokenLifetime, clockSkew, defaultGrace, rotateEvery
    case revealRequiresReason
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(enforcement, forKey: .enforcement)
    try members.encode(requireExpiry, forKey: .requireExpiry)
    try members.encode(maxTokenLifetime, forKey: .maxTokenLifetime)
    try members.encode(clockSkew, forKey: .clockSkew)
    try members.encode(defaultGrace, forKey: .defaultGrace)
    try members.encode(rotateEvery, forKey: .rotateEvery)
    try members.encode(revealRequiresReason, forKey: .revealRequiresReason)
  }
}
