import Foundation
import Testing

/// Somebody who can write the database file, but has no key.
@Suite("tampering")
struct TamperingTests {
  /// A stopped daemon's database: three workspaces, and a log of some entries.
  private static func database() throws -> DaemonFolder {
    let folder = try DaemonFolder()
    let daemon = try RunningDaemon(in: folder)
    for id in ["one", "two", "three"] { try daemon.create(id) }
    _ = try daemon.reveal("one")
    #expect(daemon.stop() == .exit(0))
    return folder
  }

  private static func alter(_ folder: DaemonFolder, _ sql: String) throws {
    let script = """
      import sqlite3, sys
      base = sqlite3.connect(sys.argv[1])
      base.executescript(sys.argv[2])
      base.commit()
      base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
      base.close()
      """
    try Python.run(script, arguments: [folder.database, sql])
  }

  private static let unlocked = """
    DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_cut_at_its_beginning;
    """

  @Test(
    "an altered entry is named by the walk along the log, and nothing hides it",
    arguments: [
      "UPDATE audit SET sealed = zeroblob(length(sealed)) WHERE sequence = 3",
      "UPDATE audit SET link = zeroblob(32) WHERE sequence = 3",
      "UPDATE audit SET sealed = (SELECT sealed FROM audit WHERE sequence = 2) WHERE sequence = 3",
      """
      UPDATE audit SET sealed = CAST(substr(sealed, 2) || x'00' AS BLOB) WHERE sequence = 3;
      UPDATE audit SET link = randomblob(32) WHERE sequence = 3
      """,
    ])
  func alteredEntry(sql: String) throws {
    let folder = try Self.database()
    try Self.alter(folder, Self.unlocked + sql)
    let process = try RunningDaemon.start(in: folder, key: folder.key)
    defer {
      process.send(SIGKILL)
      process.wait()
    }
    // A schema without its triggers may be refused at once.
    guard process.waits(for: "signetd: ready") else {
      #expect(RunningDaemon.endOfRefused(process) == .exit(1))
      #expect(process.text.hasPrefix("signetd: error: "))
      return
    }
    let client = try RawClient(path: folder.runtime + "/audit/signet.sock")
    let result = try client.call(Request("POST", "/v1/audit/verify")).expecting(200).json
    #expect(result["intact"] == false)
    #expect(result["firstBad"] == 3)
    #expect(result["detail"].string?.isEmpty == false)
  }

  @Test("a log without its last entry is not served, and the daemon says why")
  func cutTail() throws {
    let folder = try Self.database()
    try Self.alter(
      folder, Self.unlocked + "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)"
    )
    let before = try folder.bytes(of: folder.database)
    let process = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(RunningDaemon.endOfRefused(process) == .exit(1))
    #expect(process.text.hasPrefix("signetd: error: the database"))
    #expect(process.text.contains("nothing was changed"))
    #expect(try folder.bytes(of: folder.database) == before)
  }

  @Test(
    "a row that was swapped or changed is not served; all others are",
    arguments: [
      "UPDATE workspace SET record = (SELECT record FROM workspace WHERE created = 3) WHERE created = 2",
      "UPDATE workspace SET wrapped_key = (SELECT wrapped_key FROM workspace WHERE created = 3), "
        + "record = (SELECT record FROM workspace WHERE created = 3) WHERE created = 2",
      "UPDATE workspace SET record = zeroblob(length(record)) WHERE created = 2",
      "UPDATE workspace SET revision = revision + 1 WHERE created = 2",
      "UPDATE workspace SET next_deadline = 1 WHERE created = 2",
    ])
  func changedRow(sql: String) throws {
    let folder = try Self.database()
    try Self.alter(folder, sql)
    let daemon = try RunningDaemon(in: folder)
    for request in [
      Request("GET", "/v1/workspaces/one"), Request("POST", "/v1/workspaces/one/rotation"),
      Request("POST", "/v1/workspaces/one/secrets/1/reveal"),
      Request("POST", "/v1/workspaces", #"{"id": "one"}"#),
    ] {
      let answer = try daemon.send(.admin, request)
      #expect(answer.status == 503, "\(request.method): \(answer.text)")
      #expect(answer.json["code"] == "unavailable")
      #expect(answer.json["detail"].string?.contains("does not open") == true)
      #expect(answer[field: "Retry-After"] == "1")
    }
    #expect(try daemon.keys("one").status == 503)
    #expect(try daemon.summary("two").json["revision"] == 3)
    #expect(try daemon.keys("three").status == 200)
    try daemon.rotate("three")
    #expect(try daemon.verifyAudit()["intact"] == true)
    #expect(daemon.process.text.contains("critical: a stored row does not open"))
  }

  @Test(
    "a lost or foreign keyring or ledger is not served, and no new one is made",
    arguments: [
      "DELETE FROM keyring", "DELETE FROM ledger", "UPDATE ledger SET writes = writes + 1",
      "UPDATE keyring SET sealed = zeroblob(length(sealed))",
    ])
  func lostKeys(sql: String) throws {
    let folder = try Self.database()
    try Self.alter(folder, sql)
    let before = try folder.bytes(of: folder.database)
    let process = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(RunningDaemon.endOfRefused(process) == .exit(1))
    #expect(process.text.hasPrefix("signetd: error: "))
    #expect(try folder.bytes(of: folder.database) == before)
  }

  @Test("a file that is no database is left alone")
  func noDatabase() throws {
    let folder = try DaemonFolder()
    mkdir(folder.state, 0o700)
    let text = Array("this is somebody's diary, and not a database at all".utf8)
    try folder.write(text, to: folder.database)
    let process = try RunningDaemon.start(in: folder, key: folder.key)
    #expect(RunningDaemon.endOfRefused(process) == .exit(1))
    #expect(process.text.hasPrefix("signetd: error: the database in \(folder.state)"))
    #expect(try folder.bytes(of: folder.database) == text)
  }
}
