/// Which secret of a workspace a path means: a version's number, `current` or `retiring`.
public enum SecretSelector: Sendable, Hashable {
  case current
  case retiring
  case version(UInt32)

  /// Nothing for other words, for 0, a sign or a leading zero.
  public init?(_ text: String) {
    switch text {
    case "current": self = .current
    case "retiring": self = .retiring
    default:
      guard let number = UInt32(text), number > 0, String(number) == text else { return nil }
      self = .version(number)
    }
  }

  public var text: String {
    switch self {
    case .current: "current"
    case .retiring: "retiring"
    case .version(let number): String(number)
    }
  }
}
