import Foundation
import SignetClient
import SignetTestProcesses
import Testing

@testable import signetd

/// What `signetd reload` makes of a daemon that cannot be asked, or that says anything.
@Suite("the outcome of a reload")
struct ReloadOutcomeTests {
  private func reload(
    _ pid: pid_t, _ options: [String], environment: [String: String] = [:]
  ) throws -> ChildProcess {
    let process = try ChildProcess(
      [Programs.path(of: "signetd"), "reload", "\(pid)"] + options, environment: environment)
    process.wait()
    return process
  }

  @Test("is unknown where the daemon cannot be asked, which reloads all the same")
  func unknown() throws {
    let daemon = try RunningDaemon()
    let command = try reload(daemon.process.pid, ["--runtime-dir", "/nowhere"])
    #expect(command.end == .exit(1))
    #expect(command.text.contains("was told to reload, and the outcome is unknown"))
    #expect(command.text.contains("/nowhere/admin/signet.sock: No such file or directory"))
    #expect(command.text.contains("signetd: hint: "))
    #expect(daemon.process.waits(for: "the configuration was reloaded"))
    daemon.stop()
  }

  @Test("is not looked for where the configuration says that the sockets are")
  func notByConfiguration() throws {
    let daemon = try RunningDaemon()
    let command = try reload(
      daemon.process.pid, ["--runtime-dir", daemon.folder.runtime],
      environment: ["SIGNETD_RUNTIME_DIRECTORY": "/nowhere", "SIGNETD_NONE": "such"])
    #expect(command.end == .exit(0))
    let lost = try reload(
      daemon.process.pid, [],
      environment: ["SIGNETD_RUNTIME_DIRECTORY": daemon.folder.runtime])
    #expect(lost.end == .exit(1))
    #expect(lost.text.contains("/run/signet/admin/signet.sock"))
    daemon.stop()
  }

  @Test("is told as one printable line, whatever the daemon says")
  func hostile() throws {
    let folder = try DaemonFolder()
    let fake = try fake(
      in: folder, error: "no\u{1B}[2J\n<0>kernel: lies " + String(repeating: "x", count: 1000))
    let command = try reload(fake.pid, ["--runtime-dir", folder.runtime])
    #expect(command.end == .exit(1))
    #expect(command.text.hasPrefix("signetd: error: no?[2J?<0>kernel: lies xxx"))
    #expect(command.text.split(separator: "\n").count == 1)
    #expect(command.text.count < 330)
    fake.send(SIGKILL)
    fake.wait()
  }

  @Test("names a key only where it is one")
  func keys() throws {
    let folder = try DaemonFolder()
    let fake = try fake(in: folder, error: nil)
    let command = try reload(fake.pid, ["--runtime-dir", folder.runtime])
    #expect(command.end == .exit(0))
    #expect(
      command.text == """
        signetd: warning: stopTime changed: in force after a restart
        signetd: warning: a key unknown to this command changed: in force after a restart

        """)
    fake.send(SIGKILL)
    fake.wait()
  }

  @Test("has words for each way in which the daemon cannot be asked")
  func words() {
    #expect(
      ClientError.notPermitted(path: "/a", group: "signet-admin").words
        == "/a: only root and members of the group signet-admin may connect")
    let errors: [ClientError] = [
      .unreachable(path: "/a", errno: ENOENT), .connectionLost(path: "/a"), .timedOut(path: "/a"),
      .protocolViolation("x"),
    ]
    #expect(errors.map(\.words).allSatisfy { !$0.contains("(") && !$0.contains("errno") })
  }

  /// Another program under the daemon's name, with an answer of its own.
  private func fake(in folder: DaemonFolder, error: String?) throws -> ChildProcess {
    var configuration: [String: Any] = ["needRestart": ["stopTime", "\u{1B}[2J\nx"]]
    configuration["error"] = error
    let answer = try JSONSerialization.data(withJSONObject: configuration)
    let program = folder.path + "/signetd"
    try folder.write(Array(Self.program.utf8), to: program, mode: 0o755)
    let process = try ChildProcess([
      program, folder.runtime, String(decoding: answer, as: UTF8.self),
    ])
    guard process.waits(for: "listening") else { throw Failure(process.text) }
    return process
  }

  private static let program = """
    #!/usr/bin/python3
    import json, os, signal, socketserver, sys

    reloads = 0

    def hangup(*_):
        global reloads
        reloads += 1

    class Answer(socketserver.StreamRequestHandler):
        def handle(self):
            while self.rfile.readline():
                while self.rfile.readline().strip():
                    pass
                configuration = json.loads(sys.argv[2]) if reloads else {"needRestart": []}
                body = json.dumps({
                    "configuration": configuration | {"reloads": reloads},
                    "counts": {"auditEntries": 1, "rotating": 0, "workspaces": 0},
                    "epoch": "AAAAAAAAAAAAAAAAAAAAAA", "health": "serving",
                    "now": "2026-11-24T12:38:54.657Z", "revision": 1, "role": "admin",
                    "startedAt": "2026-11-24T12:38:54.032Z", "version": "0.1.0", "warnings": [],
                }).encode()
                head = "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n"
                self.wfile.write((head % len(body)).encode() + body)

    signal.signal(signal.SIGHUP, hangup)
    # A thread of the tests' pool, which blocks it, may have started us.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})
    os.makedirs(sys.argv[1] + "/admin")
    server = socketserver.ThreadingUnixStreamServer(sys.argv[1] + "/admin/signet.sock", Answer)
    print("listening", flush=True)
    server.serve_forever()
    """
}
