import Logging

/// What the log says that somebody may wait for or look for: each has an id that stays the same
/// from version to version (`journalctl MESSAGE_ID=…`), and an entry in `Systemd/signet.catalog`.
enum LogMessage: String, CaseIterable {
  case started = "ready"
  case stopped = "stopped"
  case startRefused = "start refused"
  case reloaded = "the configuration was reloaded"
  case reloadRefused = "the configuration was not reloaded"
  case rotated = "a secret was rotated"
  case revoked = "a secret was revoked"
  case administered = "an admin's request"
  case retired = "a grace window ended"
  case clockStepped = "the clock was set"
  case clockBehind = "the clock is behind what was committed before"
  case storeFailed = "the store failed"
  case storeRecovered = "the store serves again"
  case damaged = "a stored row does not open"
  case cryptographyFailed = "the cryptography failed"

  /// The key of the id among a message's metadata.
  static let idField = "messageID"

  /// The value of what there is none of: the catalogue shows the name of a field that is left out.
  static let none = "none"

  /// A 128-bit id, as sd-id128(3) writes it.
  var id: String {
    switch self {
    case .started: "b4d63efe54b24d39ba4bd147defc1d42"
    case .stopped: "0f8748ef014b47b29253482eb8d1f43e"
    case .startRefused: "2859086f61c349b18797826fb58a50b3"
    case .reloaded: "8706a35e15b4493ca910c5f31cf4ba5a"
    case .reloadRefused: "1a2f9b13f48c49c69656da3bf20b68a7"
    case .rotated: "c9f2368cb71840bdad7e1ee1b7ccc714"
    case .revoked: "e54ca32221794fccb43cf940c684bfaa"
    case .administered: "c40d9e070df94ac594cb7c9eac29b0f1"
    case .retired: "5bda7a42bf1b4ea691cef60f2bd7923a"
    case .clockStepped: "ee76a32f20574f888d084dfafeadf9c2"
    case .clockBehind: "6ff4986dd1134450ac16bf52f3518417"
    case .storeFailed: "39ac80c6a5714d84baef7e8813b10c72"
    case .storeRecovered: "c78368cb36d3474f80f25ccbf96a3081"
    case .damaged: "cca3ca8e012e4dcfaa7f84a7e8415e84"
    case .cryptographyFailed: "202cee34d4c94d28bc5f85b31f86ecee"
    }
  }

  var level: Logger.Level {
    switch self {
    case .started, .stopped, .reloaded, .rotated, .revoked, .storeRecovered: .notice
    case .administered, .retired: .info
    case .clockStepped, .clockBehind: .warning
    case .startRefused, .reloadRefused, .storeFailed, .cryptographyFailed: .error
    case .damaged: .critical
    }
  }
}

extension Logger {
  /// - Parameter metadata: names in camel case; each becomes a field of the journal's.
  func say(_ message: LogMessage, _ metadata: Metadata = [:]) {
    var metadata = metadata
    metadata[LogMessage.idField] = "\(message.id)"
    log(level: message.level, "\(message.rawValue)", metadata: metadata)
  }
}
