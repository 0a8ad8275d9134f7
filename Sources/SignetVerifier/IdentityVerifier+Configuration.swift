extension IdentityVerifier {
  /// Where the daemon is, and what the verifier is for.
  public struct Configuration: Sendable, Hashable {
    /// The verifier's own name for itself, 1–64 characters of plain text: what `signet verifiers`
    /// shows, and what an admin reads when a change waits for it. Replicas may share one.
    public var name: String
    /// The verifier socket.
    public var socketPath: String
    /// The only workspaces that this verifier is for; empty for all. Changes of others need not wait
    /// for it, and their keys are refused to it.
    public var workspaces: [String] = []
    /// Workspaces whose keys are held at most. The one not used for longest makes place.
    public var capacity = 10_000
    /// How long a workspace's keys are held while nobody uses them.
    public var idle = Duration.seconds(3600)

    /// For the socket below the daemon's runtime directory.
    public init(name: String, runtimeDirectory: String = "/run/signet") {
      let slash = runtimeDirectory.hasSuffix("/") ? "" : "/"
      self.init(name: name, socketPath: runtimeDirectory + slash + "verifier/signet.sock")
    }

    /// For a socket elsewhere, as in a container.
    public init(name: String, socketPath: String) {
      self.name = name
      self.socketPath = socketPath
    }
  }
}
