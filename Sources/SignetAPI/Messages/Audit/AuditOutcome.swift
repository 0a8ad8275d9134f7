/// How what an audit entry tells of ended.
public enum AuditOutcome: String, Sendable, Hashable, CaseIterable, Codable {
  /// It was done, or disclosed.
  case allowed
  /// The caller may not do it.
  case denied
  /// The state or the input did not allow it.
  case failed
}
