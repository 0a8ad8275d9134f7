import ArgumentParser
import SignetAPI
import SignetClient

/// `signet keys watch`
struct WatchKeys: AdminCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow which workspaces' keys or rules change, as they do.",
    discussion: """
      A line for each change, until interrupted. It shows no key, holds no lease, and
      goes on where it was when the daemon is restarted.

        signet keys watch
        signet keys watch acme globex
      """)

  @Argument(help: "Only these workspaces.")
  var ids: [String] = []

  @OptionGroup var admin: AssertedOptions
  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.admin)
    var request = WatchRequest(workspaces: ids)
    var wasOpen = false
    while !Task.isCancelled {
      do {
        let stream = try await session.ask { () throws(ClientError) in
          try await client.watchEvents(request)
        }
        wasOpen = true
        try await show(stream, after: &request.after, session)
      } catch .client(let error) where wasOpen && error.isUnreachable {
        // It is being restarted: go on after the last change that was told.
      }
      guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
    }
  }

  /// Until the daemon ends the stream, as it does once an hour.
  private func show(
    _ stream: EventStream, after last: inout EventID?, _ session: Session
  ) async throws(CommandError) {
    var events = stream.makeAsyncIterator()
    while true {
      let next = try await session.ask { () throws(ClientError) in try await events.next() }
      guard let watched = next else { return }
      last = watched.id
      try show(watched, session)
    }
  }

  private func show(_ watched: WatchedEvent, _ session: Session) throws(CommandError) {
    let times = session.times()
    switch watched.event {
    case .hello: break
    case .keys(let change):
      try show(change, session) {
        "\(times.clock(times.now))  \($0.workspace)  revision \($0.revision)"
      }
    case .reset(let reset):
      try show(reset, session) {
        "\(times.clock(times.now))  changes up to revision \($0.revision) were missed: look at everything"
      }
    }
  }

  /// The API's own object, or a line.
  private func show<Message: Encodable>(
    _ message: Message, _ session: Session, _ text: (Message) -> String
  ) throws(CommandError) {
    guard session.isJSON else {
      return try session.console.print(SafeText.shown(text(message)) + "\n")
    }
    guard let bytes = try? MessageEncoding.bytes(message) else {
      throw .client(.protocolViolation("an event cannot be written as JSON"))
    }
    try session.console.print(SafeText.json(bytes) + [UInt8(ascii: "\n")])
  }
}
