import ArgumentParser
import SignetAPI
import SignetClient

/// `signet workspace import`
struct ImportWorkspaces: AdminCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Create workspaces with the secrets that they have elsewhere.",
    discussion: """
      Reads one JSON object a line: {"id": "acme", "secret": "…"}, and settings, if
      wanted. A bad line is named and left out. Run it again with the same input to
      go on after an interruption: a workspace that has this secret already counts
      as done.

        signet workspace import - < secrets.ndjson
      """)

  @Argument(help: "Give - for standard input.")
  var input: String

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    try StandardInput.requireDash(input, for: "the list")
    let importer = WorkspaceImporter(session: session, client: session.client(.admin))
    var reader = InputReader()
    var bar = ProgressBar("importing")
    var tally = ImportTally()
    let size = InputReader.size
    func show(_ text: String) {
      if session.console.terminal.errorIsTerminal { session.console.note(text) }
    }
    while let line = try reader.line(limit: APILimits.body) {
      tally.line += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      let outcome: ImportOutcome
      do {
        outcome = try await importer.add(line)
      } catch {
        show(bar.clear())
        session.console.note("signet: stopped at line \(tally.line); \(tally.text)\n")
        throw error
      }
      tally.count(outcome)
      if case .refused(let why) = outcome {
        show(bar.clear())
        session.console.note("signet: line \(tally.line): \(SafeText.shown(why))\n")
      }
      tally.bytes += UInt64(line.count) + 1
      let share = size.map { Double(tally.bytes) / Double($0) }
      if let text = bar.update(share: share, count: tally.done) { show(text) }
    }
    show(bar.clear())
    if session.isJSON {
      try session.printLines([tally.json])
    } else {
      try session.console.print(tally.text + "\n")
    }
    if tally.refused > 0 {
      throw .failed(
        "\(tally.refused) of \(tally.done) lines were not imported",
        hint: "mend them and run it again with the same input")
    }
  }
}
