import ArgumentParser

/// Makes repeating a change safe beyond one run of the command.
struct RepeatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The key of an earlier, equal command whose outcome is unknown; it is not done twice.",
      valueName: "key"))
  var idempotencyKey: String?

  func validate() throws {
    guard let idempotencyKey else { return }
    guard !idempotencyKey.isEmpty,
      idempotencyKey.utf8.allSatisfy({ (0x21..<0x7F).contains($0) })
    else { throw ValidationError("--idempotency-key is visible ASCII without spaces") }
  }
}
