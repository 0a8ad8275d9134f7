import Configuration
import Foundation
import SignetAPI

/// Where configuration comes from: what is given on the command line wins over the environment,
/// that over the file, that over the defaults.
struct ConfigurationLayers {
  /// The file that was read, if there was one.
  let file: String?
  private let layers: [(source: ConfigurationFault.Source, provider: any ConfigProvider)]

  /// Reads the file. Throws what is wrong with any of them.
  ///
  /// - Parameters:
  ///   - standard: the file where none is named. It need not exist.
  ///   - current: the configuration that is to be replaced. If it came from a file there must be
  ///     one still: what vanished by mistake must not put everything back to the defaults.
  init(
    options: [ConfigurationKey: String], environment: [String: String], file path: String?,
    standard: String = ConfigurationFile.standardPath,
    reloading current: DaemonConfiguration? = nil
  ) throws(ConfigurationFault) {
    let named = path ?? environment[Self.fileVariable]
    let expected = named ?? standard
    var absence: ConfigurationFault?
    if current?.file != nil {
      absence = .vanished(path: expected)
    } else if named != nil {
      absence = .missing(path: expected)
    }
    let file = try ConfigurationFile(path: expected, absence: absence)
    self.file = file.exists ? expected : nil
    for name in environment.keys.sorted() where name.hasPrefix("SIGNETD_") {
      guard Self.otherVariables.contains(name) || Self.variables.contains(name) else {
        throw .unknownVariable(name)
      }
    }
    var given: [AbsoluteConfigKey: ConfigValue] = [:]
    for (key, text) in options {
      given[AbsoluteConfigKey(key.components)] = ConfigValue(.string(text), isSecret: false)
    }
    layers = [
      (.options, InMemoryProvider(name: "options", values: given)),
      (
        .environment,
        EnvironmentVariablesProvider(environmentVariables: environment)
          .prefixKeys(with: "signetd")
      ),
      (.file(file.path), InMemoryProvider(name: "file", values: file.values)),
    ]
  }

  private static let fileVariable = "SIGNETD_CONFIG"
  private static let otherVariables: Set<String> = [fileVariable, Stall.variable]
  private static let variables = Set(ConfigurationKey.allCases.map(\.variable))

  /// Throws for the first value that is not valid.
  func configuration() throws(ConfigurationFault) -> DaemonConfiguration {
    var entries: [ConfigurationKey: DaemonConfiguration.Entry] = [:]
    for key in ConfigurationKey.allCases { entries[key] = try entry(key) }
    return DaemonConfiguration(entries: entries, file: file)
  }

  private func entry(
    _ key: ConfigurationKey
  ) throws(ConfigurationFault) -> DaemonConfiguration.Entry? {
    for layer in layers {
      guard let text = text(of: key, in: layer.provider) else { continue }
      guard let canonical = Self.valid(text, key.kind, from: layer.source) else {
        throw .badValue(key, layer.source)
      }
      return DaemonConfiguration.Entry(text: canonical, source: layer.source)
    }
    return nil
  }

  /// Only a file's number is one; everywhere else it is written in text.
  private func text(of key: ConfigurationKey, in provider: any ConfigProvider) -> String? {
    let name = AbsoluteConfigKey(key.components)
    for type in [ConfigType.string, .int] {
      guard let value = try? provider.value(forKey: name, type: type).value else { continue }
      switch value.content {
      case .string(let text): return text
      case .int(let number): return String(number)
      case .double, .bool, .bytes, .stringArray, .intArray, .doubleArray, .boolArray,
        .byteChunkArray:
        return nil
      }
    }
    return nil
  }

  /// The value in its one spelling; nil where it is not valid.
  private static func valid(
    _ text: String, _ kind: ConfigurationKey.Kind, from source: ConfigurationFault.Source
  ) -> String? {
    switch kind {
    case .path:
      // Only on a command line it is plain where a relative one begins.
      guard text.hasPrefix("/") || source == .options, !text.isEmpty, !text.utf8.contains(0)
      else { return nil }
      return text
    case .choice(let names): return names.contains(text) ? text : nil
    case .integer(let range):
      guard let number = Int(text), range.contains(number) else { return nil }
      return String(number)
    case .duration(let range):
      guard let time = APIDuration(text), range.contains(Int(time.seconds)) else { return nil }
      return time.text
    }
  }
}
