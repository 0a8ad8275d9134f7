import Foundation
import SignetAPI
import Testing

/// `Docs/openapi.yaml` says what the route table and the problem codes say, both ways.
@Suite struct OpenAPITests {
  let document: OpenAPIText

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    document = try OpenAPIText(
      String(contentsOf: root.appendingPathComponent("Docs/openapi.yaml"), encoding: .utf8))
  }

  @Test("each route is described once, with its path, method and roles", arguments: Route.allCases)
  func routeIsDescribed(route: Route) throws {
    let operations = document.operations.filter { $0.id == route.name }
    let operation = try #require(operations.first)
    #expect(operations.count == 1)
    #expect(operation.path == route.template)
    #expect(operation.method == route.method.rawValue)
    #expect(operation.roles.count == route.roles.count)
    #expect(Set(operation.roles) == Set(route.roles.map(\.rawValue)))
  }

  @Test("nothing is described that is not a route")
  func noOtherOperation() {
    #expect(Set(document.operations.map(\.id)) == Set(Route.allCases.map(\.name)))
    #expect(document.operations.count == Route.allCases.count)
  }

  @Test(
    "a body is described where one is taken, as required where it is", arguments: Route.allCases)
  func body(route: Route) throws {
    let operation = try #require(document.operations.first { $0.id == route.name })
    #expect(operation.bodyIsRequired == (route.takesBody ? !route.bodyIsOptional : nil))
  }

  @Test("the codes are those of ProblemCode, in their order")
  func codes() {
    #expect(document.problemCodes == ProblemCode.allCases.map(\.rawValue))
  }

  @Test(
    "a route's refusals are known codes, and their statuses its answers", arguments: Route.allCases)
  func refusals(route: Route) throws {
    let operation = try #require(document.operations.first { $0.id == route.name })
    let codes = operation.errors.compactMap(ProblemCode.init(rawValue:))
    #expect(codes.count == operation.errors.count)
    #expect(Set(operation.statuses.filter { $0 >= 400 }) == Set(codes.map(\.status)))
    #expect(Set(operation.statuses).count == operation.statuses.count)
    #expect(operation.statuses.contains { $0 < 300 })
    #expect(operation.hasDefault)
  }

  @Test(
    "the reader refuses a file that is laid out otherwise",
    arguments: [
      "paths:\n  /v1/a:\n    get:\n      operationId: a\n",
      "paths:\n  /v1/a:\n    fetch:\n      operationId: a\n",
      "paths:\n    get:\n      operationId: a\n      x-signet-roles: [admin]\n",
      "paths:\n\t/v1/a:\n",
      "paths:\n  /v1/a:\n   get:\n",
      "paths:\n  /v1/a:\n    get:\n      operationId: a\n      x-signet-roles: admin\n",
    ])
  func strict(text: String) {
    #expect(throws: OpenAPIText.Fault.self) { try OpenAPIText(text) }
  }
}

/// What the tests need of the file, read from the layout that its first comment fixes.
struct OpenAPIText {
  struct Operation {
    var path: String
    var method: String
    var id = ""
    var roles: [String] = []
    var errors: [String] = []
    /// Nil where no body is described.
    var bodyIsRequired: Bool?
    var statuses: [Int] = []
    var hasDefault = false
  }

  /// The line that is not as the layout has it.
  struct Fault: Error {
    let line: Int
    let what: String
  }

  private(set) var operations: [Operation] = []
  private(set) var problemCodes: [String] = []

  private var line = 0
  private var path: String?
  /// The names of the lines above that the present one belongs to, one a level.
  private var place: [String] = []

  init(_ text: String) throws {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && line.first != "#" {
      self.line = index + 1
      try read(line)
    }
    for operation in operations where operation.id.isEmpty || operation.roles.isEmpty {
      throw Fault(line: 0, what: "\(operation.method) \(operation.path) has no id or no roles")
    }
  }

  private func fault(_ what: String) -> Fault { Fault(line: line, what: what) }

  private mutating func read(_ line: Substring) throws {
    let indent = line.prefix { $0 == " " }.count
    let content = line.dropFirst(indent)
    guard indent.isMultiple(of: 2), !line.contains("\t"), line.last != " " else {
      throw fault("spaces are two a level, and there are no others")
    }
    let level = indent / 2
    if content.hasPrefix("- ") {
      if place == ["components", "schemas", "ProblemCode", "enum"], level == 4 {
        problemCodes.append(String(content.dropFirst(2)))
      }
      return
    }
    guard let colon = content.firstIndex(of: ":") else { return }
    place.removeLast(max(0, place.count - level))
    place.append(String(content[..<colon]))
    let value = content[content.index(after: colon)...].drop { $0 == " " }
    if place.first == "paths", place.count == level + 1 { try readPaths(level, String(value)) }
  }

  private mutating func readPaths(_ level: Int, _ value: String) throws {
    let name = place[level]
    switch level {
    case 0: ()
    case 1:
      guard name.hasPrefix("/"), value.isEmpty else { throw fault("\(name) is no path") }
      path = name
    case 2:
      guard let path, value.isEmpty else { throw fault("\(name) belongs to no path") }
      if name == "parameters" { return }
      guard name == name.lowercased(), Method(rawValue: name.uppercased()) != nil else {
        throw fault("\(name) is no method")
      }
      operations.append(Operation(path: path, method: name.uppercased()))
    case _ where place[2] == "parameters": ()
    case 3:
      try readOperation(name, value)
    case 4 where place[3] == "requestBody" && name == "required":
      guard let required = Bool(value) else { throw fault("required is true or false") }
      operations[operations.count - 1].bodyIsRequired = required
    case 4 where place[3] == "responses":
      if name == "default" {
        operations[operations.count - 1].hasDefault = true
        return
      }
      guard name.hasPrefix("'"), name.hasSuffix("'"), name.count == 5,
        let status = Int(name.dropFirst().dropLast())
      else { throw fault("\(name) is no status in quotes") }
      operations[operations.count - 1].statuses.append(status)
    default: ()
    }
  }

  private mutating func readOperation(_ name: String, _ value: String) throws {
    guard !operations.isEmpty else { throw fault("\(name) belongs to no method") }
    switch name {
    case "operationId": operations[operations.count - 1].id = value
    case "x-signet-roles": operations[operations.count - 1].roles = try list(value)
    case "x-signet-errors": operations[operations.count - 1].errors = try list(value)
    default: ()
    }
  }

  private func list(_ text: String) throws -> [String] {
    guard text.hasPrefix("["), text.hasSuffix("]") else { throw fault("a list stands in brackets") }
    return text.dropFirst().dropLast().split(separator: ", ").map(String.init)
  }
}
