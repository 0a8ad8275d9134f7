import ArgumentParser
import SignetJSON

/// `signetd config show`
struct ShowConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show each key, its value, and where that comes from.",
    discussion: """
      Reads the file, these options and this shell's environment. A service's own environment is \
      its unit's.
      """)

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var eyes: AccountOption

  @Flag(help: "Print the names of the environment's variables instead of the sources.")
  var variables = false

  @Flag(help: "Print a JSON object that a configuration's file may hold.")
  var json = false

  func run() throws {
    let configuration = try Refusal.load(options, as: eyes)
    print(json ? Self.json(configuration) : table(configuration), terminator: "")
  }

  private func table(_ configuration: DaemonConfiguration) -> String {
    let rows = ConfigurationKey.allCases.map { key in
      let entry = configuration.entry(key)
      return [
        key.rawValue, entry.text ?? "-",
        variables ? key.variable : Self.words(entry.source, key),
      ]
    }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let padded = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count + 2)
      }
      return padded.joined() + row[2] + "\n"
    }.joined()
  }

  private static func words(_ source: ConfigurationFault.Source, _ key: ConfigurationKey) -> String
  {
    switch source {
    case .file(let path): path
    case .environment: "environment \(key.variable)"
    case .options: "option"
    case .defaults: "default"
    }
  }

  /// What has no value is left out: a file cannot say so either.
  private static func json(_ configuration: DaemonConfiguration) -> String {
    var top: [JSONMember] = []
    var inner: [(name: String, members: [JSONMember])] = []
    for key in ConfigurationKey.allCases {
      guard let text = configuration.entry(key).text else { continue }
      var value = JSONValue.string(text)
      if case .integer = key.kind, let number = Int(text) { value = .number(JSONNumber(number)) }
      let member = JSONMember(name: key.components.last ?? "", value: value)
      guard key.components.count > 1 else {
        top.append(member)
        continue
      }
      let name = key.components[0]
      if let place = inner.firstIndex(where: { $0.name == name }) {
        inner[place].members.append(member)
      } else {
        inner.append((name, [member]))
      }
    }
    for group in inner {
      top.append(JSONMember(name: group.name, value: .object(JSONObject(group.members))))
    }
    return String(decoding: JSONValue.object(JSONObject(top)).text, as: UTF8.self) + "\n"
  }
}
