/// How far the walk through the log is: a line before the last of an NDJSON answer.
public struct AuditProgress: Sendable, Hashable, Codable {
  public var checked: UInt64
  public var total: UInt64

  public init(
    checked: UInt64,
    total: UInt64
  ) {
    self.checked = checked
    self.total = total
  }
}
