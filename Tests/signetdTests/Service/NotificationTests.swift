import Foundation
import SignetTestProcesses
import Testing

/// What the daemon tells a service manager.
@Suite("notifying")
struct ServiceNotificationTests {
  @Test("ready is said once everything is served, stopping when it ends")
  func life() throws {
    let folder = try DaemonFolder()
    let manager = try NotifySocket(in: folder.path)
    let process = try RunningDaemon.start(
      in: folder, key: folder.key, environment: ["NOTIFY_SOCKET": manager.path])
    #expect(try manager.messages(until: "READY=1").contains(["STATUS=serving"]))
    // At this moment: nothing else was waited for.
    let client = try RawClient(path: folder.runtime + "/audit/signet.sock")
    #expect(try client.call(Request("GET", "/v1/status")).status == 200)
    process.send(SIGTERM)
    #expect(try manager.messages(until: "STOPPING=1").count >= 1)
    #expect(process.wait() == .exit(0))
  }

  @Test("a refused start says why, and nothing of being ready")
  func refused() throws {
    let folder = try DaemonFolder()
    let manager = try NotifySocket(in: folder.path)
    let process = try RunningDaemon.start(
      in: folder, key: folder.path + "/none", environment: ["NOTIFY_SOCKET": manager.path])
    #expect(process.wait() == .exit(1))
    manager.limit(seconds: 0.1)
    var heard: [[String]] = []
    while let message = try? manager.next() { heard.append(message) }
    #expect(heard == [["STATUS=start refused: the master key \(folder.path)/none does not exist"]])
  }

  @Test("a reload is bracketed by reloading, with its time, and ready")
  func reload() throws {
    let folder = try DaemonFolder()
    let manager = try NotifySocket(in: folder.path)
    let process = try RunningDaemon.start(
      in: folder, key: folder.key, environment: ["NOTIFY_SOCKET": manager.path])
    _ = try manager.messages(until: "READY=1")
    process.send(SIGHUP)
    let messages = try manager.messages { $0.first == "RELOADING=1" }
    let first = try #require(messages.last)
    let time = try #require(first.last.flatMap { UInt64($0.dropFirst("MONOTONIC_USEC=".count)) })
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    #expect(time <= UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1000)
    #expect(time > 0)
    #expect(try manager.messages(until: "READY=1").last == ["READY=1"])
    process.send(SIGTERM)
    #expect(process.wait() == .exit(0))
  }

  @Test("the watchdog hears of a daemon that lives, again and again")
  func watchdog() throws {
    let folder = try DaemonFolder()
    let manager = try NotifySocket(in: folder.path)
    let process = try RunningDaemon.start(
      in: folder, key: folder.key,
      environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "400000"])
    for _ in 0..<5 { _ = try manager.messages(until: "WATCHDOG=1") }
    process.send(SIGTERM)
    #expect(process.wait() == .exit(0))
  }

  @Test(
    "the watchdog hears nothing any more once a part is wedged",
    arguments: ["admin", "verifier", "committer"])
  func wedged(part: String) throws {
    let folder = try DaemonFolder()
    let manager = try NotifySocket(in: folder.path)
    let process = try RunningDaemon.start(
      in: folder, key: folder.key,
      environment: [
        "NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000", "SIGNETD_TEST_STALL": part,
      ])
    _ = try manager.messages(until: "WATCHDOG=1")
    manager.limit(seconds: 2)
    var heard = 0
    while heard < 1000, (try? manager.next()) != nil { heard += 1 }
    // A healthy one would be heard for ever.
    #expect(heard < 1000)
    process.send(SIGKILL)
    #expect(process.wait() == .signal(SIGKILL))
  }
}
