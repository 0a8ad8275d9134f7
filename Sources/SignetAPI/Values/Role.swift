/// What a socket is for. Each role has a socket of its own, and a socket serves only its routes.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
  case admin
  case verifier
  case auditor

  /// The socket's path below the runtime directory.
  public var socketPath: String {
    switch self {
    case .admin: "admin/signet.sock"
    case .verifier: "verifier/signet.sock"
    case .auditor: "audit/signet.sock"
    }
  }

  /// The group whose members may connect.
  public var group: String {
    switch self {
    case .admin: "signet-admin"
    case .verifier: "signet-verify"
    case .auditor: "signet-audit"
    }
  }
}
