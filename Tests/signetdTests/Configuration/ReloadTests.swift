import Foundation
import SignetTestProcesses
import Testing

@Suite("reloading")
struct ReloadTests {
  /// A daemon whose configuration is a file that the test writes.
  struct Configured {
    let folder: DaemonFolder
    let process: ChildProcess
    var path: String { folder.path + "/signetd.json" }

    init(_ json: String) throws {
      folder = try DaemonFolder()
      try folder.write(Array(json.utf8), to: folder.path + "/signetd.json")
      process = try ChildProcess([
        Programs.path(of: "signetd"), "--config", folder.path + "/signetd.json", "--runtime-dir",
        folder.runtime,
        "--state-dir", folder.state, "--master-key-file", folder.key,
      ])
      guard process.waits(for: "signetd: ready") else { throw Failure(process.text) }
    }

    func reload(_ json: String) throws -> ChildProcess {
      try folder.write(Array(json.utf8), to: path)
      let command = try ChildProcess([
        Programs.path(of: "signetd"), "reload", "\(process.pid)", "--runtime-dir", folder.runtime,
      ])
      command.wait()
      return command
    }

    func status() throws -> Answer {
      try RawClient(path: folder.runtime + "/admin/signet.sock").call(Request("GET", "/v1/status"))
    }

    func stop() {
      process.send(SIGTERM)
      #expect(process.wait() == .exit(0))
    }
  }

  @Test("a good file is in force when the command returns")
  func good() throws {
    let daemon = try Configured("{}")
    let big = Request("GET", "/v1/workspaces/none")
      .with("X-Big", String(repeating: "x", count: 8000))
    let socket = daemon.folder.runtime + "/admin/signet.sock"
    #expect(try RawClient(path: socket).call(big).status == 404)
    let done = try daemon.reload(#"{"limits": {"headerBytes": 4096}, "logLevel": "debug"}"#)
    #expect(done.end == .exit(0))
    #expect(try RawClient(path: socket).call(big).status == 431)
    #expect(try daemon.status().json["configuration"]["reloads"] == 1)
    #expect(try daemon.status().json["warnings"].items.isEmpty)
    daemon.stop()
    #expect(daemon.process.text.contains("reloaded changed=logLevel,limits.headerBytes"))
  }

  @Test("a bad file fails the reload, keeps the values and is a warning until a good one comes")
  func bad() throws {
    let daemon = try Configured(#"{"limits": {"headerBytes": 4096}}"#)
    let failed = try daemon.reload(#"{"limits": {"headerBytse": 65536}}"#)
    #expect(failed.end == .exit(1))
    #expect(failed.text.contains("there is no key limits.headerBytse"))
    let status = try daemon.status()
    #expect(status.json["health"] == "serving")
    #expect(status.json["warnings"].items.map { $0["code"] } == ["configuration_rejected"])
    let big = Request("GET", "/v1/workspaces/none")
      .with("X-Big", String(repeating: "x", count: 8000))
    let socket = daemon.folder.runtime + "/admin/signet.sock"
    #expect(try RawClient(path: socket).call(big).status == 431)
    #expect(try daemon.reload("{}").end == .exit(0))
    #expect(try daemon.status().json["warnings"].items.isEmpty)
    #expect(try RawClient(path: socket).call(big).status == 404)
    daemon.stop()
  }

  @Test("what needs a restart is said, and is not in force before")
  func restart() throws {
    let daemon = try Configured("{}")
    let done = try daemon.reload(#"{"cachedWorkspaces": 500}"#)
    #expect(done.end == .exit(0))
    #expect(done.text.contains("cachedWorkspaces changed: in force after a restart"))
    #expect(try daemon.status().json["warnings"].items.map { $0["code"] } == ["restart_needed"])
    #expect(try daemon.reload("{}").end == .exit(0))
    #expect(try daemon.status().json["warnings"].items.isEmpty)
    daemon.stop()
  }

  @Test("another process is not signalled in the daemon's place")
  func otherProcess() throws {
    let daemon = try Configured("{}")
    let sleeper = try ChildProcess(["sleep", "600"])
    let command = try ChildProcess([
      Programs.path(of: "signetd"), "reload", "\(sleeper.pid)", "--runtime-dir",
      daemon.folder.runtime,
    ])
    #expect(command.wait() == .exit(1))
    #expect(sleeper.end == nil)
    sleeper.send(SIGKILL)
    sleeper.wait()
    daemon.stop()
  }
}
