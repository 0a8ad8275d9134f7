import Foundation
import Testing

@testable import signet

/// `Docs/signet.1` says what the command itself knows, both ways.
@Suite struct ManualTests {
  let page: ManualPage
  let command: CommandDump

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    page = try ManualPage(
      String(contentsOf: root.appendingPathComponent("Docs/signet.1"), encoding: .utf8))
    command = try CommandDump.read()
  }

  @Test("each subcommand has a section, and there is none of another")
  func subcommands() {
    #expect(command.leaves.count > 20)
    #expect(page.sections.keys.sorted() == command.leaves.keys.sorted())
  }

  @Test("a subcommand's section names its long options and no others")
  func options() {
    let common = page.commonOptions
    for (name, options) in command.leaves {
      let own = options.subtracting(common)
      let named = page.sections[name, default: []]
      #expect(named.isSuperset(of: own), "missing in \(name): \(own.subtracting(named).sorted())")
      #expect(named.isSubset(of: options), "too many in \(name): \(named.subtracting(options))")
    }
  }

  @Test("what the page calls common is taken by every subcommand, but for those that it excepts")
  func commonOptions() {
    #expect(page.commonOptions.isSuperset(of: ["help", "json", "socket-dir"]))
    for (name, options) in command.leaves where name != "signet help" {
      #expect(
        page.commonOptions.subtracting(options) == page.exceptions[name, default: []],
        "not taken by \(name)")
    }
    #expect(Set(page.exceptions.keys).isSubset(of: command.leaves.keys))
  }

  @Test("each long option is described, and none that does not exist is named")
  func descriptions() {
    let known = command.leaves.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    #expect(page.described == known)
    // The parser's own, which its dump leaves out.
    #expect(page.named.subtracting(["generate-completion-script"]) == known)
  }

  @Test("each exit status is in the page", arguments: [0, 1, 2, 64, 65, 69, 75, 77] as [Int32])
  func exitStatus(number: Int32) throws {
    #expect(ExitStatus(rawValue: number) != nil)
    #expect(page.exitStatuses.contains(String(number)))
  }
}

/// The long options that an mdoc page names, by where it names them.
struct ManualPage {
  /// Of each `.Ss signet …`.
  private(set) var sections: [String: Set<String>] = [:]
  /// Those with an entry of their own before "Where a command's line above has them".
  private(set) var commonOptions: Set<String> = []
  /// Those of `commonOptions` that a subcommand is said not to take.
  private(set) var exceptions: [String: Set<String>] = [:]
  /// Those with an entry of their own.
  private(set) var described: Set<String> = []
  private(set) var named: Set<String> = []
  private(set) var exitStatuses: Set<String> = []

  init(_ text: String) {
    var heading = ""
    var section: String?
    var isCommon = false
    var entry: Set<String> = []
    var excepts = false
    for line in text.split(separator: "\n").map(String.init) {
      if line.hasPrefix(".Sh ") {
        heading = String(line.dropFirst(4))
        section = nil
        isCommon = heading == "COMMON OPTIONS"
      } else if line.hasPrefix(".Ss ") {
        section = String(line.dropFirst(4))
        sections[String(line.dropFirst(4))] = []
      } else if line.hasPrefix("Where a command's line") {
        isCommon = false
      }
      let options = Self.longOptions(in: line)
      named.formUnion(options)
      if let section { sections[section]?.formUnion(options) }
      if excepts, isCommon, line.hasPrefix(".Cm ") {
        let name = line.dropFirst(4).prefix { $0 != " " }
        exceptions["signet \(name)", default: []].formUnion(entry)
      }
      excepts = line == "Not taken by"
      guard line.hasPrefix(".It ") else { continue }
      entry = options
      described.formUnion(options)
      if isCommon { commonOptions.formUnion(options) }
      if heading == "EXIT STATUS" { exitStatuses.insert(String(line.dropFirst(4))) }
    }
  }

  /// `Fl -grace` of a macro line, `--grace` of an example.
  private static func longOptions(in line: String) -> Set<String> {
    guard !line.hasPrefix(".\\\"") else { return [] }
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    var options = Set(words.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) })
    for (flag, name) in zip(words, words.dropFirst())
    where [".Fl", "Fl"].contains(flag) && name.hasPrefix("-") {
      options.insert(String(name.dropFirst()))
    }
    return options
  }
}

/// What the argument parser tells of the command.
struct CommandDump: Decodable {
  /// The long options of each subcommand that runs something, by its full name.
  private(set) var leaves: [String: Set<String>] = [:]

  private struct Root: Decodable {
    var command: Node
  }

  private struct Node: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }

      var names: [Name]?
    }

    var commandName: String
    var arguments: [Argument]?
    var subcommands: [Node]?
  }

  static func read() throws -> CommandDump {
    do {
      _ = try Signet.parseAsRoot(["--experimental-dump-help"])
    } catch {
      return try JSONDecoder().decode(
        CommandDump.self, from: Data(Signet.message(for: error).utf8))
    }
    throw CocoaError(.fileReadUnknown)
  }

  init(from decoder: any Decoder) throws {
    add(try Root(from: decoder).command, to: [])
  }

  private mutating func add(_ node: Node, to path: [String]) {
    let path = path + [node.commandName]
    guard (node.subcommands ?? []).isEmpty else {
      for child in node.subcommands ?? [] { add(child, to: path) }
      return
    }
    let names = (node.arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }
    leaves[path.joined(separator: " ")] = Set(names.map(\.name))
  }
}
