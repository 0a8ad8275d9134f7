import Foundation
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the model of verifiers")
struct ModelTests {
  /// Of each seed.
  static let steps = 1300

  /// `SIGNET_MODEL_SEED=n` repeats one; `n-m` plays all of them.
  static var seeds: [UInt64] {
    if let text = ProcessInfo.processInfo.environment["SIGNET_MODEL_SEED"],
      case let ends = text.split(separator: "-").compactMap({ UInt64($0) }),
      let first = ends.first, let last = ends.last, first <= last
    {
      return Array(first...last)
    }
    return Array(1...8)
  }

  @Test("no order of events breaks a promise", arguments: seeds)
  func promises(seed: UInt64) async throws {
    let world = try World(seed: seed)
    var step = 0
    do {
      try await world.begin()
      while step < Self.steps {
        step += 1
        try await world.step()
        if step % 200 == 0 { try await world.compareLog() }
      }
      try await world.finish()
    } catch {
      let last = world.journal.suffix(60).joined(separator: "\n")
      Issue.record("seed \(seed), step \(step): \(error)\nThe last that happened:\n\(last)")
      return
    }
    let watch = world.watch
    print(
      "model: seed \(seed), \(step) steps, \(watch.checks) looks, \(watch.revealed) revealed, "
        + "\(watch.heldBack) held back, \(watch.completed) propagated")
    // Nothing is shown by a play in which nothing happens.
    #expect(watch.revealed > 20)
    #expect(watch.heldBack > 5)
    #expect(watch.completed > 50)
  }
}

extension World {
  func compareLog() async throws {
    guard let service = daemon.service else { return }
    // Whoever looked at a workspace last may have been the one to apply its deadline.
    for name in watch.versions.keys.sorted() { try await watch.read(name, from: service) }
    try await watch.tally.compare(service)
  }

  /// All promises that are still open are kept in the end.
  func finish() async throws {
    try await pass(.seconds(70))
    if daemon.service == nil { try await pass(.seconds(80)) }
    for process in processes {
      process.line.slowness = .milliseconds(40)
      process.line.stoppedUntil = .zero
    }
    try await pass(.seconds(70))
    try promise(waits.isEmpty, "somebody still waits")
    try promise(watch.endings.isEmpty, "something is not propagated")
    try await compareLog()
    guard let service = daemon.service else { throw Fallen("the daemon is down") }
    let auditor = Principal(
      uid: 3000, gid: 3000, user: "carol", group: "signet-audit", pid: 1, role: .auditor)
    let verified = try await service.verifyAudit(
      as: auditor, context: RequestContext(requestID: "verify"))
    try promise(verified.fault == nil, "the audit log: \(String(describing: verified.fault))")
    try promise(try await service.verifyRows().isWhole, "the rows are not whole")
    daemon.stop()
  }
}
