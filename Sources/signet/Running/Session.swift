import Glibc
import SignetAPI
import SignetClient

/// What a command works with: the sockets, the terminal and how to show things.
struct Session {
  let socketDirectory: String
  let timeout: Duration
  let isJSON: Bool
  let zone: TimeText.Zone
  let onBehalfOf: String?
  let reason: String?
  let console: Console
  /// Before a change is sent again.
  var pauses: [Duration] = [.milliseconds(200), .seconds(1)]

  var style: Style { console.terminal.outputStyle }

  /// A client of the role's socket.
  func client(_ role: Role) -> SignetClient {
    var configuration = ClientConfiguration(directory: socketDirectory, role: role)
    configuration.timeout = timeout
    if role == .admin {
      configuration.onBehalfOf = onBehalfOf
      configuration.reason = reason
    }
    return SignetClient(configuration)
  }

  /// Times relative to the daemon's clock where an answer told it, else to this machine's.
  func times(_ now: APITime? = nil) -> TimeText {
    TimeText(zone: zone, now: now ?? Self.now)
  }

  private static var now: APITime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return APITime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Prints the API's own object with `--json`, else what `text` makes of it.
  func show<Message>(
    _ answer: Answer<Message>, _ text: (Message) throws(CommandError) -> String
  ) throws(CommandError) {
    if isJSON {
      try console.print(SafeText.json(answer.body) + [UInt8(ascii: "\n")])
    } else {
      try console.print(try text(answer.message))
    }
  }
}
