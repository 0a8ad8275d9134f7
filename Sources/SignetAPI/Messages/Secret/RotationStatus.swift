/// `GET …/rotation`: whether an old secret is still accepted, until when, and whether it is needed.
public struct RotationStatus: Sendable, Hashable, Codable {
  /// May the grace window end now?
  public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    case safe
    case inUse = "in-use"
    case unknown
  }

  /// Whether a version is retiring. Where not, the other members are absent.
  public var active: Bool
  public var retiring: SecretVersion?
  /// When the rotation was begun; the window may last at most 30 days from here.
  public var startedAt: APITime?
  public var acceptUntil: APITime?
  public var verdict: Verdict?
  public var reasons: [Notice]?
  /// The verifiers that do not hold the new secret yet.
  public var behind: [String]?

  /// No rotation.
  public static let inactive = RotationStatus(active: false)

  private init(active: Bool) {
    self.active = active
  }

  public init(
    retiring: SecretVersion, startedAt: APITime?, acceptUntil: APITime, verdict: Verdict?,
    reasons: [Notice]?, behind: [String]? = nil
  ) {
    active = true
    self.retiring = retiring
    self.startedAt = startedAt
    self.acceptUntil = acceptUntil
    self.verdict = verdict
    self.reasons = reasons
    self.behind = behind
  }
}
