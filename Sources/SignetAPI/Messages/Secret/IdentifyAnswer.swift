/// The answer of `identify`: what the text looks like, and where it is or was a secret.
public struct IdentifyAnswer: Sendable, Hashable, Codable {
  public enum Format: String, Sendable, Hashable, CaseIterable, Codable {
    /// Signet's own, and its check digits agree.
    case generated
    /// Signet's own, but mistyped: its check digits do not agree.
    case mistyped
    /// Anything else.
    case other
  }

  /// A version that this secret is or was. A customer may use one in several workspaces.
  public struct Match: Sendable, Hashable, Codable {
    public var workspace: String
    public var version: UInt32
    /// Absent where the workspace is gone.
    public var kid: String?
    /// The version's state, or `deleted` where the workspace is gone.
    public var state: String

    public init(workspace: String, version: UInt32, kid: String?, state: String) {
      self.workspace = workspace
      self.version = version
      self.kid = kid
      self.state = state
    }
  }

  public var format: Format
  public var matches: [Match]

  public init(format: Format, matches: [Match]) {
    self.format = format
    self.matches = matches
  }
}
