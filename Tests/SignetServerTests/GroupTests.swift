import Glibc
import Logging
import Synchronization
import Testing

@testable import SignetServer

@Suite("A socket's group")
struct GroupTests {
  private final class Warnings: Sendable {
    let value = Mutex<[String]>([])
  }

  /// Keeps the warnings.
  private struct WarningLog: LogHandler {
    let warnings: Warnings
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      guard event.level == .warning else { return }
      warnings.value.withLock { $0.append("\(event.message)") }
    }
  }

  static let absent = "signet-no-such-group"

  /// A socket of the group in the folder.
  private static func socket(group: String, in folder: String) throws -> ListeningSocket {
    let path = folder + "/signet.sock"
    return try ListeningSocket(
      binding: path, address: try UnixAddress(path: path), group: group, backlog: 1,
      holding: try RuntimeDirectory(path: folder + "/run"))
  }

  @Test("which does not exist is remembered, and the server warns of it once a socket")
  func missing() async throws {
    try await withTemporaryFolder { folder in
      let socket = try Self.socket(group: Self.absent, in: folder)
      #expect(socket.groupFault == .missing(group: Self.absent))
      let warnings = Warnings()
      let server = try await Server.start(
        [Server.Endpoint(role: .admin, socket: socket, handler: EchoHandler())],
        logger: Logger(label: "test") { _ in WarningLog(warnings: warnings) })
      await server.shutdown(within: .zero)
      let said = warnings.value.withLock { $0 }
      #expect(said.count == 1)
      #expect(
        said.first?.hasPrefix(
          "the admin socket keeps the daemon's own group: there is no group \(Self.absent): "
            + "groupadd --system \(Self.absent)") == true)
    }
  }

  @Test("which the file has got is not warned of")
  func given() async throws {
    try await withTemporaryFolder { folder in
      let own = try #require(AccountNames.groupName(of: getegid()))
      let socket = try Self.socket(group: own, in: folder)
      defer { close(socket.descriptor) }
      #expect(socket.groupFault == nil)
    }
  }

  @Test("that the daemon is no member of is remembered", .enabled(if: geteuid() == 0))
  func notAMember() async {
    // In a process of its own, for it gives its privilege away.
    await #expect(processExitsWith: .success) {
      try await withTemporaryFolder { folder in
        let path = folder + "/file"
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        chown(path, 65534, 65534)
        chmod(folder, 0o755)
        try #require(setgroups(0, nil) == 0)
        try #require(seteuid(65534) == 0)
        let fault = SocketFile.give(path, toGroup: "daemon")
        #expect(seteuid(0) == 0)
        #expect(fault == .notAMember(group: "daemon"))
      }
    }
  }

  @Test(
    "that is at fault comes with what to type",
    arguments: [
      (
        .missing(group: "g"), "signet",
        "there is no group g: groupadd --system g && usermod -aG g signet, then start again"
      ),
      (.missing(group: "g"), "root", "there is no group g: groupadd --system g, then start again"),
      (
        .notAMember(group: "g"), "signet",
        "signet is not a member of g: usermod -aG g signet, then start again"
      ),
      (
        .refused(group: "g", code: EROFS), "signet",
        "it cannot be given to g: Read-only file system"
      ),
    ] as [(GroupFault, String, String)])
  func words(fault: GroupFault, account: String, words: String) {
    #expect(fault.words(account: account) == words)
  }
}
