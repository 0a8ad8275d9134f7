/// Why a command cannot look with an account's eyes.
enum AccountFault: Error, Equatable {
  case unknown(name: String)
  /// The command runs as another one, which is not root.
  case notRoot(name: String)
  /// The system refused; `code` is its errno.
  case refused(name: String, code: Int32)

  var message: String {
    switch self {
    case .unknown(let name): "there is no account \(PlainText.word(name))"
    case .notRoot(let name): "only root can look as \(PlainText.word(name))"
    case .refused(let name, let code):
      "root cannot look as \(PlainText.word(name)): \(SystemText.of(code))"
    }
  }
}
