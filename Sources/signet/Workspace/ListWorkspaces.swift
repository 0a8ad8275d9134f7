import ArgumentParser
import SignetAPI
import SignetClient

/// `signet workspace list`
struct ListWorkspaces: AdminCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the workspaces.",
    discussion: """
        signet workspace list --rotating     those whose old secret is still accepted
        signet workspace list --due          those whose rotation is due
        signet workspace list --json         one object a line
      """)

  @Flag(help: "Only those with a secret in its grace window.")
  var rotating = false

  @Flag(help: "Only those whose rotation is due.")
  var due = false

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    var query = WorkspaceListQuery(
      limit: APILimits.largestPage, rotating: rotating ? true : nil, due: due ? true : nil)
    var items: [WorkspaceListItem] = []
    repeat {
      let answer = try await session.ask { () throws(ClientError) in
        try await client.listWorkspaces(query)
      }
      try session.printItems(of: answer.body)
      items += answer.message.items
      query.cursor = answer.message.nextCursor
    } while query.cursor != nil
    if !session.isJSON { try session.console.print(text(items, session)) }
  }

  private func text(_ items: [WorkspaceListItem], _ session: Session) -> String {
    guard !items.isEmpty else { return "no workspaces\n" }
    let times = session.times()
    var table = Table("ID", "VERSION", "SINCE", "ENFORCEMENT", "OLD ACCEPTED UNTIL", "ROTATION DUE")
    for item in items {
      table.add(
        item.id, String(item.currentVersion), times.text(item.currentSince),
        item.enforcement.rawValue, item.acceptUntil.map(times.text) ?? "-",
        item.rotationDueAt.map(times.text) ?? "-")
    }
    return table.text(session.style)
  }
}
