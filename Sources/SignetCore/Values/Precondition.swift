/// What `If-Match` asks for. Source: RFC 9110 §13.1.1.
public enum Precondition: Equatable, Sendable {
  case none
  /// `*`: whatever there is.
  case any
  case etags([String])

  /// Throws `SignetError.preconditionFailed` with the present ETag.
  func check(etag: String) throws(SignetError) {
    switch self {
    case .none, .any: return
    case .etags(let etags):
      guard etags.contains(etag) else { throw .preconditionFailed(etag: etag) }
    }
  }
}
