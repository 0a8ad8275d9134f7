import SignetCrypto

/// Why a recovery copy does not give the master key.
enum RecoveryCopyFault: Error, Equatable {
  /// The text has no line that a copy begins with.
  case notACopy
  /// It begins, and does not end.
  case cutShort
  case unknownVersion(String)
  /// `place`: what does not read as it should.
  case damaged(place: String)
  /// It asks for more memory or work than any copy of ours.
  case tooDear(String)
  case wrongPassphrase
  case crypto(CryptoError)

  func message(path: String) -> String {
    switch self {
    case .notACopy: "\(path) holds no recovery copy: no line \(RecoveryCopyText.begin)"
    case .cutShort: "the recovery copy in \(path) is cut short: no line \(RecoveryCopyText.end)"
    case .unknownVersion(let version):
      "the recovery copy in \(path) has a format of another version (\(version))"
    case .damaged(let place): "the recovery copy in \(path) is damaged: \(place)"
    case .tooDear(let cost):
      "the recovery copy in \(path) asks for more memory or work than is allowed: \(cost)"
    case .wrongPassphrase: "the passphrase does not open the recovery copy in \(path)"
    case .crypto(let error): StartError.message(error)
    }
  }

  var hint: String? {
    switch self {
    case .notACopy: "signetd setup wrote it, to the file that was named then"
    case .cutShort, .damaged: "compare it with the original, or take another copy"
    case .unknownVersion: "install the version of signetd that wrote it, or a later one"
    case .tooDear: "signetd did not write it: take another copy"
    case .wrongPassphrase: "each copy has the passphrase that was given when it was made"
    case .crypto: nil
    }
  }
}
