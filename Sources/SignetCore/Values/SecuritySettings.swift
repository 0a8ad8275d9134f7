/// The security settings of a workspace.
public struct SecuritySettings: Equatable, Sendable {
  /// What the product does with a visitor whose token is bad or missing.
  public enum Enforcement: String, CaseIterable, Sendable {
    /// Tokens are not checked: everybody is anonymous.
    case off
    /// A bad token makes the visitor anonymous.
    case optional
    /// A bad token denies the visitor.
    case required
  }

  public var enforcement = Enforcement.optional
  /// Refuses tokens without `exp`.
  public var requireExpiry = false
  /// The longest time from `iat` to `exp`; nil: no bound.
  public var maxTokenLifetime: Duration?
  /// How far a signer's clock may be off.
  public var clockSkew = Duration.seconds(60)
  public var defaultGrace = Duration.hours(24)
  /// How old the current secret may become before `rotation due` is said; nil: never.
  public var rotateEvery: Duration?
  public var revealRequiresReason = false

  public init() {}

  public static let maxTokenLifetimeRange = Duration.seconds(60)...Duration.days(30)
  public static let clockSkewRange = Duration.zero...Duration.seconds(600)
  public static let graceRange = Duration.zero...Duration.days(30)
  public static let rotateEveryRange = Duration.days(1)...Duration.days(730)

  /// The members out of their range, as `pointer` and what to do.
  public func faults(under pointer: String) -> [FieldFault] {
    var faults: [FieldFault] = []
    func check(
      _ name: String, _ value: Duration?, _ range: ClosedRange<Duration>, _ words: String
    ) {
      if let value, !range.contains(value) {
        faults.append(FieldFault(pointer: "\(pointer)/\(name)", detail: "give \(words)"))
      }
    }
    check("maxTokenLifetime", maxTokenLifetime, Self.maxTokenLifetimeRange, "1m to 30d, or null")
    check("clockSkew", clockSkew, Self.clockSkewRange, "0s to 10m")
    check("defaultGrace", defaultGrace, Self.graceRange, "0s to 30d")
    check("rotateEvery", rotateEvery, Self.rotateEveryRange, "1d to 730d, or null")
    return faults
  }
}
