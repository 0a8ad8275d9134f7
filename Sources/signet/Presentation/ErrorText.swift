import Glibc
import SignetAPI
import SignetClient

/// An error as lines for the standard error: what is wrong, and the next step where there is one.
struct ErrorText {
  var message: String
  var places: [String] = []
  var hint: String?

  /// "signet: error: …", a line for each bad place, and "signet: hint: …".
  func lines(_ style: Style) -> String {
    var lines = [style.bad("signet: error:") + " " + SafeText.shown(message)]
    lines += places.map { "signet:   " + SafeText.shown($0) }
    if let hint { lines.append(style.label("signet: hint:") + " " + SafeText.shown(hint)) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Nothing where all has been said already. `workspace` is the id that the command was given.
  init?(_ error: CommandError, workspace: String? = nil) {
    switch error {
    case .client(let error): self.init(error, workspace: workspace)
    case .outcomeUnknown(let error, let key):
      self.init(error, workspace: workspace)
      hint =
        "the change may have been made; repeat the command with --idempotency-key \(key), "
        + "which never does it twice"
    case .usage(let text): self.init(message: text)
    case .badInput(let text, let hint): self.init(message: text, hint: hint)
    case .notConfirmed: self.init(message: "not confirmed, nothing was changed")
    case .outputFailed(let number):
      if number == EPIPE { return nil }
      self.init(message: "cannot write the output: \(Self.systemText(number))")
    case .incomplete(let text, let hint): self.init(message: text, hint: hint)
    case .tokenRejected, .checked: return nil
    case .failed(let text, let hint): self.init(message: text, hint: hint)
    }
  }

  init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  init(_ error: ClientError, workspace: String? = nil) {
    switch error {
    case .unreachable(let path, let number):
      message = "cannot reach signetd at \(path): \(Self.systemText(number))"
      hint = Self.hint(unreachable: number)
    case .notPermitted(let path, let group):
      message = "permission denied on \(path)"
      hint =
        "members of the group \(group) may connect; join it with "
        + "\"sudo usermod -aG \(group) \(Self.userName)\" and log in again"
    case .connectionLost(let path):
      message = "signetd closed the connection at \(path) before it answered"
      hint = "see whether it runs: systemctl status signetd"
    case .timedOut(let path):
      message = "signetd did not answer in time at \(path)"
      hint =
        "it may not start; see why: journalctl -u signetd -n 20; else wait longer with --timeout 2m, "
        + "or see whether it is stuck: systemctl status signetd"
    case .problem(let problem):
      message = Self.text(problem)
      if let place = problem.errors.first, problem.errors.map(\.detail) == [problem.detail] {
        message = Self.text(place)
      } else {
        places = problem.errors.map(Self.text)
      }
      if problem.knownCode == .verifiersBehind, !problem.behind.isEmpty {
        message = "\(problem.title): \(PropagationText.names(problem.behind))"
      }
      hint = problem.hint(workspace: workspace)
      if problem.knownCode == .internalError, let id = problem.requestID {
        hint = "look for request \(id) in: journalctl -u signetd"
      }
    case .protocolViolation(let text):
      message = "signetd answered in a way this command does not understand: \(text)"
      hint = "compare the versions: signet --version; signet status"
    }
  }

  /// "settings.clockSkew: give 0s to 10m".
  private static func text(_ place: Problem.Place) -> String {
    let member = place.pointer.dropFirst().replacing("/", with: ".")
    return member.isEmpty ? place.detail : "\(member): \(place.detail)"
  }

  /// The title says what is wrong and the detail what to do, but for input, where the title tells
  /// less than the detail.
  private static func text(_ problem: Problem) -> String {
    switch problem.knownCode {
    case .invalidRequest, .unknownMember, .invalidParameter, .claimsInvalid:
      problem.detail
    default:
      problem.title == problem.detail ? problem.title : "\(problem.title): \(problem.detail)"
    }
  }

  private static func hint(unreachable number: Int32) -> String {
    switch number {
    case ENOENT, ECONNREFUSED:
      "start it with \"systemctl start signetd\" (where it was never set up: \"signetd setup\"), "
        + "or say where its sockets are with --socket-dir"
    case ENAMETOOLONG: "a socket's path may have 107 bytes; use a shorter --socket-dir"
    default: "see whether it runs: systemctl status signetd"
    }
  }

  private static func systemText(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0).lowercased() } ?? "error \(number)"
  }

  /// The account that would have to join a group.
  private static var userName: String {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "$USER" }
    return String(cString: name)
  }
}
