import Foundation
import Testing

/// kill −9 at seeded random points, while 16 clients are at work.
@Suite("crashes")
struct CrashTests {
  static let rounds = 50
  static let clients = 16

  @Test(
    "nothing that was answered is lost, nothing is half done, and the log stays whole",
    arguments: [UInt64(0x51_67_6E_65_74)])
  func killed(seed: UInt64) throws {
    let folder = try DaemonFolder()
    var generator = SeededGenerator(seed: seed)
    let workers = (0..<Self.clients).map { CrashWorker(number: $0, seed: generator.next()) }
    var killedUnderWay = 0
    for round in 0..<Self.rounds {
      let daemon = try RunningDaemon(in: folder)
      // What the last crash left is settled before new work begins.
      try CrashCrew.run(workers) { worker in try worker.settle(with: daemon) }
      try Self.check(workers, daemon, round: round, seed: seed)
      let gate = KillGate(after: Int.random(in: 0..<160, using: &generator))
      try CrashCrew.run(workers) { worker in try worker.work(with: daemon, gate: gate) }
      // It is dead already, unless the clients gave up before it: then this test waits for nobody.
      #expect(gate.isShut, "round \(round) of \(seed)")
      #expect(daemon.stop(SIGKILL) == .signal(SIGKILL))
      if workers.contains(where: { $0.isUnanswered }) { killedUnderWay += 1 }
    }
    #expect(killedUnderWay >= Self.rounds / 2)
    let daemon = try RunningDaemon(in: folder)
    try CrashCrew.run(workers) { worker in
      worker.touchAll()
      try worker.settle(with: daemon)
    }
    try Self.check(workers, daemon, round: Self.rounds, seed: seed)
    try Self.checkLog(workers, daemon)
    #expect(workers.allSatisfy { $0.answered > Self.rounds })
  }

  private static func check(
    _ workers: [CrashWorker], _ daemon: RunningDaemon, round: Int, seed: UInt64
  ) throws {
    let newest = workers.map(\.newestRevision).max() ?? 0
    let revision = try daemon.status()["revision"].integer ?? 0
    #expect(revision >= newest, "round \(round) of \(seed): revision \(revision) < \(newest)")
    let verification = try daemon.verifyAudit()
    #expect(verification["intact"] == true, "round \(round) of \(seed): \(verification)")
  }

  /// Every answer is in the log, every number is there once, and no request was done twice.
  private static func checkLog(_ workers: [CrashWorker], _ daemon: RunningDaemon) throws {
    let log = try daemon.auditLog()
    #expect(log.map { $0["sequence"].integer ?? 0 } == Array(1...log.count))
    let revisions = log.compactMap { $0["revision"].integer }
    #expect(revisions == Array(1...revisions.count))
    #expect(try daemon.status()["revision"].integer == revisions.count)
    let entries = Dictionary(grouping: log) { $0["requestId"].string ?? "" }
    for worker in workers {
      for (id, action) in worker.receipts {
        let entry = entries[id]?.first { $0["action"].string == action }
        #expect(entry?["outcome"] == "allowed", "\(action) of request \(id) is not in the log")
      }
    }
    // A change that was made once has one entry that is no replay.
    let changes = log.filter {
      $0["workspace"].string != nil && $0["outcome"] == "allowed" && $0["revision"] != .null
    }
    #expect(changes.count == workers.reduce(0) { $0 + $1.changes })
  }
}
