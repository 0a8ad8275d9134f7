import ArgumentParser
import SignetAPI
import SignetClient
import Synchronization

/// `signet audit verify`
struct VerifyAudit: SignetCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Let the daemon walk its audit log; exits with 1 where an entry was changed.")

  @OptionGroup var global: GlobalOptions

  func run(_ session: Session) async throws(CommandError) {
    let client = session.client(.auditor)
    let console = session.console
    let bar = Mutex(ProgressBar("verifying"))
    let answer = try await session.ask { () throws(ClientError) in
      try await client.verifyAudit { progress in
        guard console.terminal.errorIsTerminal else { return }
        let share =
          progress.total == 0 ? nil : Double(progress.checked) / Double(progress.total)
        let text = bar.withLock { $0.update(share: share, count: progress.checked) }
        if let text { console.note(text) }
      }
    }
    console.note(bar.withLock { $0.clear() })
    let found = answer.message
    try session.show(answer) { _ in
      found.intact ? "intact: \(found.entries) entries, each linked to the one before\n" : ""
    }
    if !found.intact {
      let place = found.firstBad.map { "entry \($0)" } ?? "the log"
      let detail = found.detail.map { ": \($0)" } ?? ""
      throw .failed(
        "the audit log is not intact from \(place) on\(detail)",
        hint: "keep a copy of the state directory, and compare the log with exports that were kept "
          + "elsewhere")
    }
  }
}
