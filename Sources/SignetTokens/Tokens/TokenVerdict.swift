/// What the product is told about a token, as the workspace's enforcement has it. A bad token is an
/// answer, not an error.
public enum TokenVerdict: Equatable, Sendable {
  case identified(VerifiedIdentity)
  /// `denied`: the workspace's enforcement is `required`; else the visitor is anonymous.
  case rejected(Rejection, denied: Bool)
  /// The workspace's enforcement is `off`: nothing was checked, and the visitor is anonymous.
  case skipped
}
