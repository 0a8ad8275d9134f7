public import SignetTokens

/// What became of a token, as it is counted.
public enum TokenKind: Hashable, Sendable {
  case identified
  /// Not checked, for the workspace's enforcement is `off`.
  case skipped
  /// `token_missing`: a visitor came without one.
  case rejected(RejectionReason)

  /// The word for it in a verifier's report: `skipped`, or a reason for a rejection.
  public init?(reported word: String) {
    if word == "skipped" {
      self = .skipped
    } else if let reason = RejectionReason(rawValue: word) {
      self = .rejected(reason)
    } else {
      return nil
    }
  }
}

extension TokenKind {
  /// Its place in a row of counts, and its number in sealed values: never given to another kind.
  var number: Int {
    switch self {
    case .identified: 0
    case .skipped: 1
    case .rejected(let reason): reason.number
    }
  }

  /// All kinds, each at its number.
  static let all: [TokenKind] =
    ([.identified, .skipped] + RejectionReason.allCases.map { .rejected($0) })
    .sorted { $0.number < $1.number }
}

extension RejectionReason {
  fileprivate var number: Int {
    switch self {
    case .tooLong: 2
    case .malformed: 3
    case .headerInvalid: 4
    case .algorithmNotAllowed: 5
    case .criticalHeader: 6
    case .unknownKid: 7
    case .signatureInvalid: 8
    case .payloadInvalid: 9
    case .expired: 10
    case .notYetValid: 11
    case .expiryMissing: 12
    case .lifetimeTooLong: 13
    case .userIdMissing: 14
    case .userIdInvalid: 15
    case .emailInvalid: 16
    case .nameInvalid: 17
    case .keysUnavailable: 18
    case .tokenMissing: 19
    }
  }
}
