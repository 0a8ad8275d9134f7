import ArgumentParser
import Foundation
import SignetAPI
import SignetClient

/// `signetd reload`
struct ReloadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Have a running daemon read its configuration again, and wait for the outcome.",
    discussion: """
      Sends SIGHUP to PID, then asks the daemon's admin socket until it has done. Exits with 1 and \
      the reason where the new configuration was refused; the one before it is in force then.
      """)

  @Argument(help: "The daemon's process id.")
  var pid: Int32

  @Option(help: "Where the sockets are.")
  var runtimeDir = ConfigurationKey.runtimeDirectory.defaultText ?? ""

  /// For the daemon to read a file and say that it did.
  private static let limit = Duration.seconds(20)

  /// What cannot be found out about a reload, as words.
  private struct Unknown: Error {
    let reason: String
  }

  func run() async throws {
    // Not where the file says that the sockets are: it is the one that may be wrong.
    let client = SignetClient(ClientConfiguration(directory: runtimeDir, role: .admin))
    let before: Result<Status.Configuration, Unknown>
    do throws(Unknown) {
      before = .success(try await ask(client))
    } catch {
      before = .failure(error)
    }
    // To any other program the signal means its end.
    guard pid > 1, Self.name(of: pid) == "signetd" else {
      throw fail(
        "process \(pid) is no signetd",
        hint: "its number: systemctl show --value --property MainPID signetd")
    }
    // Also where it cannot be asked: the new limits may be what lets us in again.
    guard kill(pid, SIGHUP) == 0 else {
      throw fail("process \(pid) cannot be signalled: \(SystemText.of(errno))")
    }
    let after: Status.Configuration
    do throws(Unknown) {
      after = try await outcome(since: try before.get().reloads, client)
    } catch {
      await client.close()
      throw fail(
        "process \(pid) was told to reload, and the outcome is unknown: \(error.reason)",
        hint: "its log has it: journalctl -u signetd -n 20")
    }
    await client.close()
    try report(after)
  }

  private func outcome(
    since reloads: UInt64, _ client: SignetClient
  ) async throws(Unknown) -> Status.Configuration {
    let end = ContinuousClock.now + Self.limit
    while ContinuousClock.now < end {
      let now = try await ask(client)
      if now.reloads > reloads { return now }
      do {
        try await Task.sleep(for: .milliseconds(20))
      } catch {
        throw Unknown(reason: "this command was stopped")
      }
    }
    throw Unknown(reason: "it has not read its configuration within 20 s")
  }

  private func ask(_ client: SignetClient) async throws(Unknown) -> Status.Configuration {
    let status: Status
    do throws(ClientError) {
      status = try await client.showStatus().message
    } catch {
      throw Unknown(reason: error.words)
    }
    guard let configuration = status.configuration else {
      throw Unknown(reason: "it does not say how it is configured")
    }
    return configuration
  }

  /// The daemon has less rights than we, and who reads this is root.
  private func report(_ outcome: Status.Configuration) throws {
    if let error = outcome.error { throw fail(error) }
    for name in outcome.needRestart {
      let key = ConfigurationKey(rawValue: name)?.rawValue ?? "a key unknown to this command"
      StandardErrorLog.write("signetd: warning: \(key) changed: in force after a restart\n")
    }
  }

  /// Source: proc(5), `comm`.
  private static func name(of pid: Int32) -> String? {
    try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }

  private func fail(_ message: String, hint: String? = nil) -> ExitCode {
    StandardErrorLog.write("signetd: error: \(PlainText.line(message, limit: 300))\n")
    if let hint { StandardErrorLog.write("signetd: hint: \(hint)\n") }
    return ExitCode(1)
  }
}
