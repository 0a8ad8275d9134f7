import ArgumentParser
import SignetAPI
import SignetClient

/// `signet audit list`
struct ListAudit: SignetCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List audit entries, the newest first. Reading the log is in the log, too.",
    discussion: """
      Times are RFC 3339 in UTC, or "YYYY-MM-DD HH:MM" in the local zone.

        signet audit list --workspace acme
        signet audit list --outcome denied --since "2026-11-24 00:00"
        signet audit list --json --oldest-first > audit.ndjson
      """)

  @Option(help: ArgumentHelp("Only entries of this workspace.", valueName: "id"))
  var workspace: String?

  @Option(help: ArgumentHelp("Only this action (secret.reveal …).", valueName: "action"))
  var action: String?

  @Option(help: ArgumentHelp("Only this user name or uid.", valueName: "who"))
  var actor: String?

  @Option(help: "Only this outcome.")
  var outcome: AuditOutcome?

  @Option(help: ArgumentHelp("Only from this time on.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only before this time.", valueName: "time"))
  var until: String?

  @Flag(help: "The oldest entry first.")
  var oldestFirst = false

  @Option(
    help: ArgumentHelp("How many entries (default: 50; with --json all).", valueName: "n"))
  var limit: Int?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is 1 or more") }
    for (name, text) in [("--since", since), ("--until", until)] {
      guard let text, TimeInput.parse(text, zone: global.zone) == nil else { continue }
      throw ValidationError(
        "\(name) is a time such as 2026-12-01T18:00:00Z or \"2026-12-01 18:00\"")
    }
  }

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.auditor)
    var left = limit ?? (session.isJSON ? .max : 50)
    var query = query(session.zone)
    var entries: [AuditEntry] = []
    repeat {
      query.limit = min(left, APILimits.largestPage)
      let answer = try await session.ask { () throws(ClientError) in
        try await client.listAudit(query)
      }
      try session.printItems(of: answer.body, atMost: left)
      if !session.isJSON { entries += answer.message.items }
      left -= answer.message.items.count
      query.cursor = answer.message.nextCursor
    } while query.cursor != nil && left > 0
    if session.isJSON { return }
    try session.console.print(
      entries.isEmpty
        ? "no entries\n" : AuditTable.text(entries, session.times(), session.style))
  }

  private func query(_ zone: TimeText.Zone) -> AuditListQuery {
    var query = AuditListQuery()
    query.workspace = workspace
    query.action = action
    query.actor = actor
    query.outcome = outcome
    query.since = since.flatMap { TimeInput.parse($0, zone: zone) }
    query.until = until.flatMap { TimeInput.parse($0, zone: zone) }
    query.order = oldestFirst ? .oldestFirst : nil
    return query
  }
}
