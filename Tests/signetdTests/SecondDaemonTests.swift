import Foundation
import Testing

/// One database is served by one daemon.
@Suite("a second daemon")
struct SecondDaemonTests {
  @Test(
    "the second one says who is there and ends, and the first serves on",
    arguments: [
      (sharesRuntime: true, sharesState: true), (sharesRuntime: true, sharesState: false),
      (sharesRuntime: false, sharesState: true),
    ])
  func refused(sharesRuntime: Bool, sharesState: Bool) throws {
    let folder = try DaemonFolder()
    let first = try RunningDaemon(in: folder)
    try first.create("acme")
    let second = try RunningDaemon.start(
      in: folder, runtime: sharesRuntime ? nil : folder.path + "/run2",
      state: sharesState ? nil : folder.path + "/state2", key: folder.key)
    #expect(RunningDaemon.endOfRefused(second) == .exit(1))
    #expect(second.text.hasPrefix("signetd: error: another daemon"))
    #expect(second.text.contains(sharesRuntime ? folder.runtime : folder.state))
    #expect(!second.text.contains("ready"))
    if sharesRuntime {
      #expect(second.text.contains("pid \(first.process.pid)"))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/state2/signet.db"))
    }
    try first.create("other")
    #expect(try first.status()["counts"]["workspaces"] == 2)
    #expect(first.stop() == .exit(0))
    let third = try RunningDaemon(in: folder)
    #expect(try third.status()["counts"]["workspaces"] == 2)
  }

  @Test("a daemon that was killed leaves nothing in the way of the next")
  func killed() throws {
    let folder = try DaemonFolder()
    let first = try RunningDaemon(in: folder)
    try first.create("acme")
    #expect(first.stop(SIGKILL) == .signal(SIGKILL))
    #expect(FileManager.default.fileExists(atPath: first.socket(.admin)))
    let second = try RunningDaemon(in: folder)
    #expect(try second.summary("acme").json["id"] == "acme")
  }
}
