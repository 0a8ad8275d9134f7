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
