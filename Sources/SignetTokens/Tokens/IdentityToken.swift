/// An identity token: an HS256 JWT that says who a visitor of the chat is, signed by the customer's
/// backend with the workspace's Identity Secret. Source: RFC 7515, RFC 7519; the claims and the
/// order of the checks are the product's own.
public enum IdentityToken {
  /// Longest token that is looked at, in bytes.
  public static let maximumLength = 8192
}
