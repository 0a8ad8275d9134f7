public import SignetAudit
import SignetCrypto

/// What the operator should hear of, beside the audit log.
public enum ServiceEvent: Equatable, Sendable {
  case storeFailed(StoreError)
  case storeRecovered
  /// Locked memory or randomness could not be had, or libcrypto failed.
  case cryptoFailed(String)
  /// A row that does not open.
  case damaged(String)
  /// A grace window ended because its deadline passed.
  case retired(workspace: String, version: UInt32)
  /// What an admin did or was refused, as its audit entry says, which is on the disk by now.
  case audited(AuditNotice)
}

/// An audit entry for the operator's log: what identifies it, and nothing of what was disclosed. No
/// reason and no human's name: the log lies in clear, and the entry, sealed, has them.
public struct AuditNotice: Equatable, Sendable {
  public let action: AuditAction
  public let outcome: AuditOutcome
  /// Whether it made a revision; a repeated request and a version that was refused already do not.
  public let changed: Bool
  public let workspace: String?
  public let version: UInt32?
  /// nil for the daemon itself.
  public let uid: UInt32?
  public let requestID: String
}

extension AuditNotice {
  init(_ record: AuditRecord) {
    var peer: AuditPeer?
    if case .peer(let it) = record.actor { peer = it }
    self.init(
      action: record.action, outcome: record.outcome, changed: record.revision != nil,
      workspace: record.workspace?.text, version: record.version, uid: peer?.uid,
      requestID: record.requestID)
  }
}

extension SignetError {
  /// What a failure of the store, the keys or the memory is to a caller: nothing was done. A
  /// refusal of our own stays what it is.
  init(serviceFailure error: any Error) {
    switch error {
    case let error as SignetError: self = error
    case StoreError.outcomeUnknown: self = .outcomeUnknown
    case let error as StoreError: self = .unavailable(.store(error))
    case let error as DamagedRow: self = .unavailable(.damaged(error.description))
    case CryptoError.authenticationFailed, CryptoError.malformedEncoding:
      self = .unavailable(.damaged("a sealed row does not open"))
    case let error as CryptoError: self = .unavailable(.crypto("\(error)"))
    default: self = .unavailable(.crypto("\(type(of: error))"))
    }
  }

  /// Whether the service failed rather than the request: such a failure undoes everything, also
  /// the audit entry, for nothing of it is known.
  var isServiceFailure: Bool {
    switch self {
    case .busy, .unavailable, .outcomeUnknown: true
    default: false
    }
  }
}
