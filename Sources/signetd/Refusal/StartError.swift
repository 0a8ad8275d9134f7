import SignetCore
import SignetCrypto
import SignetServer

/// Why the daemon does not start, and what to do about it. Nothing was changed.
enum StartError: Error, Equatable {
  case masterKey(MasterKeyFault)
  case masterKeyWrong(path: String, stateDirectory: String)
  case socket(SocketError)
  case server(ServerError)
  case store(StoreError, stateDirectory: String)
  case damaged(String)
  case crypto(CryptoError)
  case configuration(ConfigurationFault)
  case inheritedSockets(InheritedSockets.Fault)

  /// `signetd: error: …` and, where there is a next step, a hint.
  var text: String {
    "signetd: error: \(PlainText.line(message))\n"
      + (hint.map { "signetd: hint: \(PlainText.line($0))\n" } ?? "")
  }

  var message: String {
    switch self {
    case .masterKey(let fault): fault.message
    case .masterKeyWrong(let path, let directory):
      "the master key \(path) does not open the database in \(directory)"
    case .socket(let error): error.description
    case .server(.cannotListen(let role, let reason)):
      "the \(role.rawValue) socket cannot be served: \(reason)"
    case .store(let error, let directory): Self.message(error, directory)
    case .damaged(let what): "the database contradicts itself: \(what)"
    case .crypto(let error): Self.message(error)
    case .configuration(let fault): fault.message
    case .inheritedSockets(let fault): fault.message
    }
  }

  var hint: String? {
    switch self {
    case .masterKey(let fault): fault.hint
    case .masterKeyWrong:
      "give the key that the database was made with; nothing was changed"
    case .socket(let error): Self.hint(error)
    case .server: nil
    case .store(let error, let directory): Self.hint(error, directory)
    case .damaged: "restore a backup; nothing was changed"
    case .crypto: nil
    case .configuration(let fault): fault.hint
    case .inheritedSockets(let fault): fault.hint
    }
  }

  static func message(_ error: CryptoError) -> String {
    switch error {
    case .secureHeapUnavailable(let text): "there is no locked memory for secrets: \(text)"
    case .secureHeapExhausted: "the locked memory for secrets is full"
    case .entropyUnavailable: "the system's random generator gives nothing"
    case .library(let function, let reason): "\(function) of libcrypto failed: \(reason)"
    case .authenticationFailed, .invalidLength, .invalidBase64URL, .malformedEncoding:
      "the cryptography does not work: \(error)"
    }
  }
}
