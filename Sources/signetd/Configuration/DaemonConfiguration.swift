import Logging
import SignetAPI
import SignetServer

/// All that can be configured, each value valid.
struct DaemonConfiguration: Equatable {
  /// A value, as a person would write it, and where it came from.
  struct Entry: Equatable {
    let text: String?
    let source: ConfigurationFault.Source
  }

  /// The file that was read; nil where there was none.
  let file: String?
  private let entries: [ConfigurationKey: Entry]

  init(entries: [ConfigurationKey: Entry], file: String?) {
    self.entries = entries
    self.file = file
  }

  func entry(_ key: ConfigurationKey) -> Entry {
    entries[key] ?? Entry(text: key.defaultText, source: .defaults)
  }

  var stateDirectory: String { text(.stateDirectory) }
  var runtimeDirectory: String { text(.runtimeDirectory) }
  var masterKeyFile: String? { entry(.masterKeyFile).text }
  var logLevel: Logger.Level { Logger.Level(rawValue: text(.logLevel)) ?? .info }
  /// How long what is under way may take when the daemon stops.
  var stopTime: APIDuration { duration(.stopTime) }
  var verifierEventLoops: Int { integer(.verifierEventLoops) }
  var cachedWorkspaces: Int { integer(.cachedWorkspaces) }
  var disclosuresPerSecond: Int { integer(.disclosuresPerSecond) }

  /// The keys that have another value in `other`.
  func differences(from other: DaemonConfiguration) -> [ConfigurationKey] {
    ConfigurationKey.allCases.filter { entry($0).text != other.entry($0).text }
  }

  func text(_ key: ConfigurationKey) -> String { entry(key).text ?? "" }
  func integer(_ key: ConfigurationKey) -> Int { Int(text(key)) ?? 0 }
  func duration(_ key: ConfigurationKey) -> APIDuration { APIDuration(text(key)) ?? .zero }
}
