import ArgumentParser
import SignetAPI
import SignetClient

/// Whether a command waits until verifiers have followed what it changed.
struct WaitOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Wait until every verifier has followed (at most 65s), and show who has; exits with 75 where one has not."
    ))
  var wait = false

  /// With `--wait`: follows the change, then says who has, and which commands come next. What it says goes to the standard error
  /// where a secret is still to come on the other.
  ///
  /// Throws `incomplete`.
  func follow(
    _ change: Propagation?, until following: Session.Following = .complete, _ session: Session,
    _ client: SignetClient, next commands: [String] = []
  ) async throws(CommandError) {
    guard wait, let change else { return }
    let latest =
      session.isJSON ? change : try await session.follow(change, until: following, client)
    try session.require(following, latest)
    guard !session.isJSON else { return }
    let text = PropagationText.complete(latest, after: change) + ChangeText.next(commands)
    switch following {
    case .complete: try session.console.print(text)
    case .leases: session.console.note(text)
    }
  }

  /// What the daemon is asked to wait where nothing is shown meanwhile.
  func inRequest(_ session: Session) -> APIDuration? {
    wait && session.isJSON ? Self.enough : nil
  }

  /// It always suffices: 5 s in which an older renewal is still taken, and one lease.
  static let enough = APIDuration(seconds: 65)
}
