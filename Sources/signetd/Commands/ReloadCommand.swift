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

  @Option(help: "Where the sockets are. (default: the configuration's runtimeDirectory)")
  var runtimeDir: String?

  /// For the daemon to read a file and say that it did.
  private static let limit = Duration.seconds(20)

  func run() async throws {
    let directory =
      runtimeDir ?? (try? ConfigurationOptions.parse([]).load())?.runtimeDirectory
      ?? ConfigurationKey.runtimeDirectory.defaultText ?? ""
    let client = SignetClient(
      ClientConfiguration(directory: directory, role: .admin))
    let before = try await reloads(client)
    // To any other program the signal means its end.
    guard pid > 1, Self.name(of: pid) == "signetd" else {
      throw fail("process \(pid) is no signetd")
    }
    guard kill(pid, SIGHUP) == 0 else {
      throw fail("process \(pid) cannot be signalled: \(SystemText.of(errno))")
    }
    let end = ContinuousClock.now + Self.limit
    while ContinuousClock.now < end {
      let after = try await reloads(client)
      if after.reloads > before.reloads {
        await client.close()
        if let error = after.error { throw fail(error) }
        for key in after.needRestart {
          StandardErrorLog.write("signetd: warning: \(key) changed: in force after a restart\n")
        }
        return
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw fail("the daemon has not read its configuration within 20 s")
  }

  /// Source: proc(5), `comm`.
  private static func name(of pid: Int32) -> String? {
    try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }

  private func reloads(_ client: SignetClient) async throws -> Status.Configuration {
    let status: Status
    do throws(ClientError) {
      status = try await client.showStatus().message
    } catch {
      throw fail("the daemon cannot be asked: \(error)")
    }
    guard let configuration = status.configuration else {
      throw fail("the daemon does not say how it is configured")
    }
    return configuration
  }

  private func fail(_ message: String) -> ExitCode {
    StandardErrorLog.write("signetd: error: \(message)\n")
    return ExitCode(1)
  }
}
