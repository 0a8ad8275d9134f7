/// One thing that an action changed or chose, such as `acceptUntil` or `enforcement`.
///
/// Never a secret, a token or the value of a claim.
public struct AuditDetail: Equatable, Sendable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
