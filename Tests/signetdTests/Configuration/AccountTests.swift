import Foundation
import SignetTestProcesses
import Testing

@Suite("config check by root", .enabled(if: geteuid() == 0, "only root can look as another user"))
struct AccountTests {
  private let folder: DaemonFolder
  private let path: String

  init() throws {
    folder = try DaemonFolder()
    path = folder.path + "/signetd.json"
  }

  private func check(as account: String) throws -> ChildProcess {
    let process = try ChildProcess([
      Programs.path(of: "signetd"), "config", "check", "--config", path, "--account", account,
    ])
    process.wait()
    return process
  }

  @Test("refuses a file that the daemon's account cannot read")
  func unreadable() throws {
    try folder.write(Array("{}".utf8), to: path, mode: 0o600)
    let refused = try check(as: "nobody")
    #expect(refused.end == .exit(1))
    #expect(refused.text.contains("cannot be read: Permission denied"))
    #expect(refused.text.contains("nobody must be able to read it: chmod a+r \(path)"))
    #expect(try check(as: "root").end == .exit(0))
    chmod(path, 0o644)
    #expect(try check(as: "nobody").end == .exit(0))
  }

  @Test("takes a file that belongs to the daemon's account, and to no other")
  func owned() throws {
    try folder.write(Array("{}".utf8), to: path)
    let nobody = try #require(getpwnam("nobody")).pointee.pw_uid
    chown(path, nobody, 0)
    #expect(try check(as: "nobody").end == .exit(0))
    let refused = try check(as: "root")
    #expect(refused.end == .exit(1))
    #expect(refused.text.contains("can be changed by others than root\n"))
  }

  @Test("says that there is no such account")
  func unknown() throws {
    let refused = try check(as: "nobody-at-all")
    #expect(refused.end == .exit(1))
    #expect(refused.text == "signetd: error: there is no account nobody-at-all\n")
  }
}
