/// Bounds that both ends of the socket know. The daemon's are configurable; these are its defaults.
public enum APILimits {
  /// Bytes of a request's body.
  public static let body = 64 * 1024
  /// Bytes of the body of a batch of verifications.
  public static let batchBody = 1024 * 1024
  /// Tokens in a batch.
  public static let batchTokens = 1000
  /// Workspaces that an event stream can be for; a verifier of more is for all.
  public static let eventWorkspaces = 64
  /// Bytes of a request's head.
  public static let head = 16 * 1024
  /// Items on a page, when the request does not say.
  public static let page = 100
  /// Items on a page, at most.
  public static let largestPage = 1000
  /// What a workspace's id looks like, as a regular expression of ECMA-262 and as a sentence.
  public static let workspacePattern = "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$"
  public static let workspaceInWords =
    "a letter or digit, then up to 127 of A–Z a–z 0–9 _ - . :"
}
