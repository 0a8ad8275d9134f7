import ArgumentParser

/// What an admin says of a request: recorded in its audit entry, and grants nothing.
struct AssertedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Why, for the audit log.", valueName: "text"))
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "The human for whom this is done (user:alice@example.com), for the audit log.",
      valueName: "who"))
  var onBehalfOf: String?

  func validate() throws {
    for (name, value) in [("--reason", reason), ("--on-behalf-of", onBehalfOf)] {
      guard let value else { continue }
      guard !value.isEmpty else { throw ValidationError("\(name) is empty") }
      guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
        throw ValidationError("\(name) may not hold control characters")
      }
    }
  }
}
