import Glibc
import SignetJSON

/// Why a configuration cannot be used, and what to do about it. The old one, if any, stays.
enum ConfigurationFault: Error, Equatable {
  /// Where a value came from.
  enum Source: Equatable {
    case file(String)
    case environment
    case options
    case defaults

    func name(of key: ConfigurationKey) -> String {
      switch self {
      case .file(let path): "\(path): \(key.rawValue)"
      case .environment: "the environment's \(key.variable)"
      case .options, .defaults: key.rawValue
      }
    }
  }

  case missing(path: String)
  /// The configuration in force came from it.
  case vanished(path: String)
  case brokenLink(path: String)
  /// The system refused; `code` is its errno.
  case unreadable(path: String, code: Int32)
  case notARegularFile(path: String)
  /// Somebody who is neither root nor the daemon's account could change it.
  case notTrusted(path: String)
  case tooLarge(path: String)
  case notJSON(path: String, StrictJSONError)
  case notAnObject(path: String, member: String?)
  case unknownMember(path: String, name: String)
  case unknownVariable(String)
  case unknownOption(String)
  /// Given with `--set` and with an option of its own, or twice.
  case twice(ConfigurationKey)
  case badValue(ConfigurationKey, Source)

  /// Fit for a terminal and a log: names and paths are others' text.
  var message: String { PlainText.line(words) }

  private var words: String {
    switch self {
    case .missing(let path): "the configuration \(path) does not exist"
    case .vanished(let path):
      "the configuration \(path) does not exist any more, and what is in force came from one"
    case .brokenLink(let path): "the configuration \(path) is a link to a file that does not exist"
    case .unreadable(let path, let code):
      "the configuration \(path) cannot be read: \(SystemText.of(code))"
    case .notARegularFile(let path):
      "the configuration \(path) cannot be read: it is not a regular file"
    case .notTrusted(let path):
      "the configuration \(path) can be changed by others than "
        + (geteuid() == 0 ? "root" : "root and \(Account.name)")
    case .tooLarge(let path): "the configuration \(path) has more than 64 KiB"
    case .notJSON(let path, let error): "the configuration \(path) is no JSON: \(error.detail)"
    case .notAnObject(let path, nil): "\(path): a JSON object is expected"
    case .notAnObject(let path, let name?): "\(path): \(name) must be a JSON object"
    case .unknownMember(let path, let name): "\(path): there is no key \(PlainText.word(name))"
    case .unknownVariable(let name): "the environment's \(PlainText.word(name)) is no key"
    case .unknownOption(let name): "there is no key \(PlainText.word(name))"
    case .twice(let key): "\(key.rawValue) is given twice"
    case .badValue(let key, let source): "\(source.name(of: key)) must be \(Self.words(key.kind))"
    }
  }

  var hint: String? {
    switch self {
    case .unknownMember(_, let name), .unknownOption(let name):
      Self.nearest(to: name).map { "is \($0.rawValue) meant? " + Self.list } ?? Self.list
    case .unknownVariable: "see all: signetd config show --variables"
    case .notTrusted(let path):
      "chown root: \(ShellWord.of(path)); chmod go-w \(ShellWord.of(path))"
    case .vanished(let path):
      "put it back; to have the defaults, write {} into it: echo '{}' > \(ShellWord.of(path))"
    case .brokenLink(let path): "see where it leads: ls -l \(ShellWord.of(path))"
    case .unreadable(let path, EACCES):
      "\(Account.name) must be able to read it: chmod a+r \(ShellWord.of(path)), and let this "
        + "account into the folders above it"
    case .missing(let path):
      "give another file, or write the defaults: echo '{}' > \(ShellWord.of(path))"
    case .notJSON(let path, _): "a reader that shows the place: jq . \(ShellWord.of(path))"
    case .notARegularFile(let path): "see what it is: ls -l \(ShellWord.of(path))"
    case .unreadable, .tooLarge, .notAnObject, .twice: nil
    case .badValue(let key, .file): Self.example(key)
    case .badValue: nil
    }
  }

  private static let list = "see all: signetd config show"

  private static func words(_ kind: ConfigurationKey.Kind) -> String {
    switch kind {
    case .path: "a path that begins with a slash"
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .duration(let range):
      "a time such as \"90s\", \"15m\" or \"1h\", from \(range.lowerBound) s to "
        + "\(range.upperBound) s"
    }
  }

  private static func example(_ key: ConfigurationKey) -> String? {
    guard let text = key.defaultText else { return nil }
    var value = text
    if case .integer = key.kind {} else { value = "\"\(text)\"" }
    return "its default would be written "
      + key.components.reversed().reduce(value) { "{\"\($1)\": \($0)}" }
  }

  /// The key that differs from `name` in nothing but case, its object, or two letters.
  private static func nearest(to name: String) -> ConfigurationKey? {
    let wanted = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return ConfigurationKey.allCases.first { key in
      let known = key.components.last?.lowercased() ?? ""
      return known == wanted || isNear(known, wanted)
    }
  }

  private static func isNear(_ left: String, _ right: String) -> Bool {
    let prefix = zip(left, right).prefix { $0 == $1 }.count
    let ends = zip(left.dropFirst(prefix).reversed(), right.dropFirst(prefix).reversed())
    let suffix = ends.prefix { $0 == $1 }.count
    return max(left.count, right.count) - prefix - suffix <= 2
  }
}
