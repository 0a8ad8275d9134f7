/// What can be configured. `Docs/signetd.8` describes each.
enum ConfigurationKey: String, CaseIterable {
  case stateDirectory
  case runtimeDirectory
  case masterKeyFile
  case logLevel
  case stopTime
  case verifierEventLoops
  case cachedWorkspaces
  case adminConnections = "limits.adminConnections"
  case verifierConnections = "limits.verifierConnections"
  case auditConnections = "limits.auditConnections"
  case headerBytes = "limits.headerBytes"
  case bodyBytes = "limits.bodyBytes"
  case requestTime = "limits.requestTime"
  case idleTime = "limits.idleTime"
  case connectionLife = "limits.connectionLife"
  case disclosuresPerSecond = "limits.disclosuresPerSecond"

  enum Kind: Equatable {
    case path
    case choice([String])
    case integer(ClosedRange<Int>)
    /// A text such as `90s`; the range is in seconds.
    case duration(ClosedRange<Int>)
  }

  var kind: Kind {
    switch self {
    case .stateDirectory, .runtimeDirectory, .masterKeyFile: .path
    case .logLevel: .choice(LogLevel.allCases.map(\.rawValue))
    // With the rest of a stop it stays below the unit's TimeoutStopSec=.
    case .stopTime: .duration(1...15)
    case .verifierEventLoops: .integer(1...64)
    case .cachedWorkspaces: .integer(100...1_000_000)
    case .adminConnections, .auditConnections: .integer(16...4096)
    case .verifierConnections: .integer(16...100_000)
    case .headerBytes: .integer(4096...65_536)
    case .bodyBytes: .integer(16_384...1_048_576)
    case .requestTime: .duration(1...300)
    case .idleTime: .duration(5...3600)
    case .connectionLife: .duration(60...86_400)
    case .disclosuresPerSecond: .integer(1...1_000_000)
    }
  }

  /// As a person would write it; nil where there is none.
  var defaultText: String? {
    switch self {
    case .stateDirectory: "/var/lib/signet"
    case .runtimeDirectory: "/run/signet"
    case .masterKeyFile: nil
    case .logLevel: "info"
    case .stopTime: "10s"
    case .verifierEventLoops: "2"
    case .cachedWorkspaces: "10000"
    case .adminConnections, .auditConnections: "64"
    case .verifierConnections: "8192"
    case .headerBytes: "16384"
    case .bodyBytes: "65536"
    case .requestTime: "10s"
    case .idleTime: "75s"
    case .connectionLife: "1h"
    case .disclosuresPerSecond: "2000"
    }
  }

  /// Whether a new value is in force after a reload; else it needs a restart.
  var isReloadable: Bool {
    switch self {
    case .stateDirectory, .runtimeDirectory, .masterKeyFile, .stopTime, .verifierEventLoops,
      .cachedWorkspaces:
      false
    case .logLevel, .adminConnections, .verifierConnections, .auditConnections, .headerBytes,
      .bodyBytes, .requestTime, .idleTime, .connectionLife, .disclosuresPerSecond:
      true
    }
  }

  /// The names from the outermost object to the value.
  var components: [String] { rawValue.split(separator: ".").map(String.init) }

  /// The environment's name for it: `SIGNETD_LIMITS_IDLE_TIME`.
  var variable: String {
    var text = "SIGNETD_"
    for character in rawValue {
      if character.isUppercase { text += "_" }
      text += character == "." ? "_" : character.uppercased()
    }
    return text
  }
}

/// The least important messages that are logged.
enum LogLevel: String, CaseIterable {
  case debug, info, warning, error
}
