import Foundation
import SignetTestProcesses
import Testing

/// What the daemon says to somebody who has no key must cost nobody a database.
@Suite("lost key")
struct LostKeyTests {
  /// Starts a daemon that is given no key, and tells what it says.
  private func said(withoutKeyIn folder: DaemonFolder) throws -> String {
    let failed = try RunningDaemon.start(
      in: folder, key: nil, environment: ["CREDENTIALS_DIRECTORY": folder.path + "/nowhere"])
    #expect(failed.wait() == .exit(1))
    return failed.text
  }

  @Test("no key at all says how to make one, never over a file and never open to others")
  func none() throws {
    let folder = try DaemonFolder()
    let text = try said(withoutKeyIn: folder)
    #expect(
      text == """
        signetd: error: there is no master key: no credential master-key, and no --master-key-file
        signetd: hint: as root: signetd setup; without systemd, for a new database only: \
        (umask 077; set -C; head -c 32 /dev/urandom > FILE), then --master-key-file FILE; keep a copy: without it the database is lost

        """)
    #expect(!FileManager.default.fileExists(atPath: folder.state))
  }

  @Test("where there is a database, nobody is told to make a key")
  func lostKey() throws {
    let folder = try DaemonFolder()
    try RunningDaemon(in: folder).stop()
    unlink(folder.key)
    let missing = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(missing.wait() == .exit(1))
    for text in [missing.text, try said(withoutKeyIn: folder)] {
      #expect(!text.contains("urandom"))
      #expect(text.contains("give the key that the database in \(folder.state) was made with"))
    }
  }

  @Test("the command that is told makes a key that the daemon takes, and keeps a file that exists")
  func hintWorks() throws {
    let folder = try DaemonFolder()
    let kept = try folder.bytes(of: folder.key)
    let other = folder.path + "/a new key"
    let failed = try RunningDaemon.start(in: folder, key: other)
    #expect(failed.wait() == .exit(1))
    let start = try #require(failed.text.range(of: "only: "))
    let end = try #require(failed.text.range(of: "; keep a copy"))
    let command = String(failed.text[start.upperBound..<end.lowerBound])
    #expect(try ChildProcess(["sh", "-c", "umask 000; " + command]).wait() == .exit(0))
    #expect(try RunningDaemon(in: folder, key: other).stop() == .exit(0))
    let again = command.replacingOccurrences(of: "'\(other)'", with: folder.key)
    #expect(try ChildProcess(["sh", "-c", again]).wait() != .exit(0))
    #expect(try folder.bytes(of: folder.key) == kept)
  }
}
