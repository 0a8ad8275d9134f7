import ArgumentParser
import SignetAPI
import SignetClient

/// `signet rotation reschedule`
struct RescheduleRotation: AdminCommand, NamesWorkspace {
  static let configuration = CommandConfiguration(
    commandName: "reschedule",
    abstract: "Move the end of the grace window.",
    discussion: """
      It may last at most 30 days from the rotation.

        signet rotation reschedule acme --grace 48h        from now
        signet rotation reschedule acme --accept-until "2026-12-01 18:00"
      """)

  @Argument(help: "The workspace's id.")
  var id: String

  @Option(help: ArgumentHelp("How long from now.", valueName: "duration"))
  var grace: APIDuration?

  @Option(
    help: ArgumentHelp(
      "Until when: RFC 3339 in UTC, or \"YYYY-MM-DD HH:MM\" in the local zone.", valueName: "time"))
  var acceptUntil: String?

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var repeating: RepeatOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    do {
      _ = try request()
    } catch .usage(let text) {
      throw ValidationError(text)
    }
  }

  func run(_ session: Session) async throws(CommandError) {
    let request = try request()
    let client = session.client(.admin)
    let answer = try await session.change(key: repeating.idempotencyKey) {
      options throws(ClientError) in
      try await client.rescheduleRotation(id, request, options: options)
    }
    try session.show(answer) { change in
      ChangeText.text(change, did: "rescheduled the rotation of", session.times(change.now))
    }
  }

  private func request() throws(CommandError) -> RescheduleRequest {
    switch (grace, acceptUntil) {
    case (let grace?, nil): return .grace(grace)
    case (nil, let text?):
      guard let time = TimeInput.parse(text, zone: global.zone) else {
        throw .usage(
          "--accept-until is a time such as 2026-12-01T18:00:00Z or \"2026-12-01 18:00\"")
      }
      return .acceptUntil(time)
    case (nil, nil), (.some, .some):
      throw .usage("give --grace or --accept-until, and only one of them")
    }
  }
}
