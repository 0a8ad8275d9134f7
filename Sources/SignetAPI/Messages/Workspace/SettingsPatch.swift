/// `PATCH …/settings`: a merge patch (RFC 7396). An absent member leaves the setting, `null` sets
/// it back to its default.
public struct SettingsPatch: Sendable, Hashable {
  public var enforcement: Change<Enforcement> = .unchanged
  public var requireExpiry: Change<Bool> = .unchanged
  public var maxTokenLifetime: Change<APIDuration> = .unchanged
  public var clockSkew: Change<APIDuration> = .unchanged
  public var defaultGrace: Change<APIDuration> = .unchanged
  public var rotateEvery: Change<APIDuration> = .unchanged
  public var revealRequiresReason: Change<Bool> = .unchanged

  /// Changes nothing.
  public init() {}

  public var isEmpty: Bool { self == SettingsPatch() }
}

extension SettingsPatch: Codable {
  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: Settings.CodingKeys.self)
    enforcement = try members.decodeChange(forKey: .enforcement)
    requireExpiry = try members.decodeChange(forKey: .requireExpiry)
    maxTokenLifetime = try members.decodeChange(forKey: .maxTokenLifetime)
    clockSkew = try members.decodeChange(forKey: .clockSkew)
    defaultGrace = try members.decodeChange(forKey: .defaultGrace)
    rotateEvery = try members.decodeChange(forKey: .rotateEvery)
    revealRequiresReason = try members.decodeChange(forKey: .revealRequiresReason)
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Settings.CodingKeys.self)
    try members.encodeChange(enforcement, forKey: .enforcement)
    try members.encodeChange(requireExpiry, forKey: .requireExpiry)
    try members.encodeChange(maxTokenLifetime, forKey: .maxTokenLifetime)
    try members.encodeChange(clockSkew, forKey: .clockSkew)
    try members.encodeChange(defaultGrace, forKey: .defaultGrace)
    try members.encodeChange(rotateEvery, forKey: .rotateEvery)
    try members.encodeChange(revealRequiresReason, forKey: .revealRequiresReason)
  }
}
