public import SignetCrypto

/// The first place at which a log is not what it says it is.
public enum AuditChainError: Error, Equatable, Sendable {
  /// Entry `sequence` is not there; a later one stands in its place.
  case missing(sequence: UInt64)
  /// Where entry `sequence` belongs, entry `found` stands.
  case reordered(sequence: UInt64, found: UInt64)
  /// Entry `sequence`, or its link, is not the one that was linked to the entry before it.
  case altered(sequence: UInt64)
  /// Entry `sequence` is linked, but its bytes are no entry.
  case malformed(sequence: UInt64, AuditEncodingError)
  /// The log ends before entry `sequence`, the first that the head says there was.
  case cutOff(sequence: UInt64)
  /// The log agrees with itself, but at `sequence` not with the head: something up to there was
  /// replaced and linked anew.
  case replaced(sequence: UInt64)
  /// Nothing is known of entry `sequence`: libcrypto could not compute its link.
  case uncomputable(sequence: UInt64, CryptoError)

  /// The first sequence that is not as it should be.
  public var sequence: UInt64 {
    switch self {
    case .missing(let sequence), .reordered(let sequence, _), .altered(let sequence),
      .malformed(let sequence, _), .cutOff(let sequence), .replaced(let sequence),
      .uncomputable(let sequence, _):
      sequence
    }
  }

  /// One word for answers and reports.
  public var name: String {
    switch self {
    case .missing: "missing"
    case .reordered: "reordered"
    case .altered: "altered"
    case .malformed: "malformed"
    case .cutOff: "cut_off"
    case .replaced: "replaced"
    case .uncomputable: "uncomputable"
    }
  }
}
