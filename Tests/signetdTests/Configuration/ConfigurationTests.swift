import Foundation
import SignetTestProcesses
import Testing

@testable import signetd

@Suite("configuration")
struct ConfigurationTests {
  static func load(
    _ json: String? = nil, options: [ConfigurationKey: String] = [:],
    environment: [String: String] = [:]
  ) throws -> DaemonConfiguration {
    let folder = try DaemonFolder()
    let path = folder.path + "/signetd.json"
    if let json { try folder.write(Array(json.utf8), to: path) }
    return try ConfigurationLayers(
      options: options, environment: environment, file: json == nil ? nil : path
    ).configuration()
  }

  static func fault(
    _ json: String? = nil, options: [ConfigurationKey: String] = [:],
    environment: [String: String] = [:]
  ) -> ConfigurationFault? {
    #expect(throws: ConfigurationFault.self) {
      try load(json, options: options, environment: environment)
    }
  }

  @Test("every default is a valid value", arguments: ConfigurationKey.allCases)
  func defaults(key: ConfigurationKey) throws {
    guard let text = key.defaultText else { return }
    let given = try Self.load(options: [key: text])
    #expect(given.entry(key).text.map { Self.same($0, text) } == true)
  }

  private static func same(_ left: String, _ right: String) -> Bool { left == right }

  @Test("options win over the environment, that over the file, that over the defaults")
  func precedence() throws {
    let json = #"{"limits": {"idleTime": "30s", "requestTime": "30s", "connectionLife": "30m"}}"#
    let environment = [
      "SIGNETD_LIMITS_IDLE_TIME": "40s", "SIGNETD_LIMITS_REQUEST_TIME": "40s", "PATH": "/bin",
    ]
    let given = try Self.load(json, options: [.idleTime: "50s"], environment: environment)
    #expect(given.text(.idleTime) == "50s")
    #expect(given.text(.requestTime) == "40s")
    #expect(given.text(.connectionLife) == "30m")
    #expect(given.text(.stopTime) == "10s")
    #expect(given.entry(.idleTime).source == .options)
    #expect(given.entry(.requestTime).source == .environment)
    #expect(given.entry(.stopTime).source == .defaults)
  }

  @Test(
    "each key can be given in the file and in the environment", arguments: ConfigurationKey.allCases
  )
  func everywhere(key: ConfigurationKey) throws {
    let (text, json) =
      switch key.kind {
      case .path: ("/srv/x", "\"/srv/x\"")
      case .choice(let names): (names[0], "\"\(names[0])\"")
      case .integer(let range): ("\(range.lowerBound)", "\(range.lowerBound)")
      case .duration(let range): ("\(range.lowerBound)s", "\"\(range.lowerBound)s\"")
      }
    let object = key.components.reversed().reduce(json) { "{\"\($1)\": \($0)}" }
    let (file, variable) = (
      try Self.load(object), try Self.load(environment: [key.variable: text])
    )
    #expect(file.text(key) == variable.text(key))
    #expect(file.differences(from: try Self.load()) == [key])
  }

  @Test(
    "what is not known is an error",
    arguments: [
      (#"{"idleTime": "30s"}"#, "idleTime"),
      (#"{"limits": {"idelTime": "30s"}}"#, "limits.idelTime"),
      (#"{"limits.idleTime": "30s"}"#, "limits.idleTime"), (#"{"limit": {}}"#, "limit"),
      (#"{"limits": {"idleTime": "30s", "": 1}}"#, "limits."),
    ])
  func unknownMember(json: String, name: String) {
    guard case .unknownMember(_, name)? = Self.fault(json) else {
      Issue.record("\(json) is taken, or refused for something else")
      return
    }
  }

  @Test("a variable that begins like ours and is none is an error")
  func unknownVariable() {
    #expect(
      Self.fault(environment: ["SIGNETD_LIMITS_IDLETIME": "3s"])
        == .unknownVariable("SIGNETD_LIMITS_IDLETIME"))
  }

  @Test(
    "a value of another kind or out of range is an error",
    arguments: [
      (#"{"limits": {"idleTime": 30}}"#, ConfigurationKey.idleTime),
      (#"{"limits": {"idleTime": "30"}}"#, .idleTime),
      (#"{"limits": {"idleTime": "4s"}}"#, .idleTime),
      (#"{"limits": {"idleTime": null}}"#, .idleTime),
      (#"{"limits": {"headerBytes": "16384"}}"#, .headerBytes),
      (#"{"limits": {"headerBytes": 16384.0}}"#, .headerBytes),
      (#"{"limits": {"headerBytes": 1e4}}"#, .headerBytes),
      (#"{"limits": {"headerBytes": 99999999999999999999}}"#, .headerBytes),
      (#"{"limits": {"adminConnections": 0}}"#, .adminConnections),
      (#"{"limits": {"adminConnections": true}}"#, .adminConnections),
      (#"{"logLevel": "loud"}"#, .logLevel), (#"{"logLevel": ["info"]}"#, .logLevel),
      (#"{"stateDirectory": "var/lib"}"#, .stateDirectory),
      (#"{"stateDirectory": ""}"#, .stateDirectory),
    ])
  func badValue(json: String, key: ConfigurationKey) {
    guard case .badValue(key, .file)? = Self.fault(json) else {
      Issue.record("\(json) is taken, or refused for something else")
      return
    }
  }

  @Test(
    "a file that is no strict JSON object is an error",
    arguments: [
      "", "[]", "null", "{", "{}{}", #"{"logLevel": "info", "logLevel": "debug"}"#,
      #"{"limits": {}, "limits": {}}"#, "{'logLevel': 'info'}", #"{"logLevel": "info",}"#,
      #"{"limits": []}"#,
    ])
  func notJSON(json: String) {
    switch Self.fault(json) {
    case .notJSON?, .notAnObject?: break
    case let other: Issue.record("\(json): \(String(describing: other))")
    }
  }

  @Test("a file that others could change is not trusted", arguments: [mode_t(0o620), 0o602, 0o666])
  func exposed(mode: mode_t) throws {
    let folder = try DaemonFolder()
    let path = folder.path + "/signetd.json"
    try folder.write(Array("{}".utf8), to: path, mode: mode)
    #expect(throws: ConfigurationFault.notTrusted(path: path)) {
      try ConfigurationLayers(options: [:], environment: [:], file: path)
    }
  }

  @Test("a file that was named must be there; the standard one need not")
  func missing() throws {
    #expect(throws: ConfigurationFault.missing(path: "/nowhere/x.json")) {
      try ConfigurationLayers(options: [:], environment: [:], file: "/nowhere/x.json")
    }
    #expect(throws: ConfigurationFault.missing(path: "/nowhere/y.json")) {
      try ConfigurationLayers(
        options: [:], environment: ["SIGNETD_CONFIG": "/nowhere/y.json"], file: nil)
    }
  }

  @Test("the unit gives a daemon that stops longer than it may be told to take")
  func stopTime() throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Systemd/signetd.service")
    let unit = try String(contentsOf: path, encoding: .utf8)
    let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("TimeoutStopSec=") })
    let limit = try #require(Int(line.dropFirst("TimeoutStopSec=".count).dropLast()))
    #expect(line.hasSuffix("s"))
    let longest = try Self.load(#"{"stopTime": "15s"}"#).duration(.stopTime).seconds
    #expect(longest + 5 <= limit)
    guard case .badValue(.stopTime, .file)? = Self.fault(#"{"stopTime": "16s"}"#) else {
      Issue.record("a longer time is taken")
      return
    }
  }

  @Test("the manual describes every key with its default", arguments: ConfigurationKey.allCases)
  func manual(key: ConfigurationKey) throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Docs/signetd.8")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    let place = try #require(lines.firstIndex(of: ".It Va \(key.rawValue)"))
    let text = lines[place...].dropFirst().prefix { !$0.hasPrefix(".It ") && !$0.hasPrefix(".El") }
      .joined(separator: " ")
    if let value = key.defaultText { #expect(text.contains("Default: \(value).")) }
    #expect(text.contains("restart") == !key.isReloadable)
  }
}
