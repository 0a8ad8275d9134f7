/// What a listening socket is for. A socket serves its role's routes and no others.
public enum SocketRole: String, Sendable, Hashable, CaseIterable {
  case admin
  case verifier
  case audit

  /// The folder below the runtime directory that holds the role's socket, alone, so that a
  /// container can mount it.
  public var directoryName: String { rawValue }

  /// The group that may connect. Where the file cannot be given to it, the daemon's own keeps the
  /// file (`GroupFault`).
  public var groupName: String {
    switch self {
    case .admin: "signet-admin"
    case .verifier: "signet-verify"
    case .audit: "signet-audit"
    }
  }
}
