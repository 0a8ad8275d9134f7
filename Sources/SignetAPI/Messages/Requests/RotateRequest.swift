/// `POST …/rotation`: mint the next version and let the old one run out.
public struct RotateRequest: Sendable, Hashable {
  /// How long the old secret stays accepted; without it the workspace's `defaultGrace`.
  public var grace: APIDuration?
  public var ownSecret: OwnSecret?
  /// The version that must be current.
  public var expectedVersion: UInt32?
  /// Revoke a version that is still retiring; needs `expectedVersion`.
  public var force: Bool?
  /// How long to wait at most until every verifier accepts the new secret; without it not at all.
  public var wait: APIDuration?

  public init(
    grace: APIDuration? = nil, ownSecret: OwnSecret? = nil, expectedVersion: UInt32? = nil,
    force: Bool? = nil, wait: APIDuration? = nil
  ) {
    self.grace = grace
    self.ownSecret = ownSecret
    self.expectedVersion = expectedVersion
    self.force = force
    self.wait = wait
  }
}

extension RotateRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case grace, secret, jwk, expectedVersion, force, wait
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    grace = try members.decodeIfPresent(APIDuration.self, forKey: .grace)
    ownSecret = try .decode(from: members, secret: .secret, jwk: .jwk)
    expectedVersion = try members.decodeIfPresent(UInt32.self, forKey: .expectedVersion)
    force = try members.decodeIfPresent(Bool.self, forKey: .force)
    wait = try members.decodeIfPresent(APIDuration.self, forKey: .wait)
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encodeIfPresent(grace, forKey: .grace)
    try ownSecret?.encode(into: &members, secret: .secret, jwk: .jwk)
    try members.encodeIfPresent(expectedVersion, forKey: .expectedVersion)
    try members.encodeIfPresent(force, forKey: .force)
    try members.encodeIfPresent(wait, forKey: .wait)
  }
}
