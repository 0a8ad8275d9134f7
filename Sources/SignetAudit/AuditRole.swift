/// The role of the socket that a request came through. The numbers are in the entries' bytes.
public enum AuditRole: UInt8, CaseIterable, Sendable {
  case admin = 1
  case verifier = 2
  case auditor = 3
  /// No socket: the daemon by itself.
  case system = 4

  public var name: String {
    switch self {
    case .admin: "admin"
    case .verifier: "verifier"
    case .auditor: "auditor"
    case .system: "system"
    }
  }

  public init?(name: String) {
    guard let role = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }
}
