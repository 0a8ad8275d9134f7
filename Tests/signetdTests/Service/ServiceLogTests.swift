import Logging
import SignetAudit
import Synchronization
import Testing

@testable import SignetCore
@testable import signetd

@Suite("what the log says of requests")
struct ServiceLogTests {
  private let lines = Lines()
  private let clock = FixedClock()
  private let log: ServiceLog

  init() {
    let lines = lines
    log = ServiceLog(Logger(label: "test") { _ in LineLog(lines: lines) }, clock: clock)
  }

  private func hear(
    _ action: AuditAction, _ outcome: AuditOutcome, changed: Bool = false, uid: UInt32? = 7
  ) {
    log.hear(
      .audited(
        AuditNotice(
          action: action, outcome: outcome, changed: changed, workspace: "acme", version: 1,
          uid: uid, requestID: "r")))
  }

  @Test("only what changed something is a rotation or a revocation")
  func changes() {
    for action in [AuditAction.secretRotate, .secretRevoke] {
      hear(action, .allowed, changed: true)
      hear(action, .allowed, changed: false)
    }
    #expect(
      lines.messages == [
        "a secret was rotated", "an admin's request", "a secret was revoked", "an admin's request",
      ])
  }

  @Test("one uid's failures are limited, and how many were left out is in its next one")
  func limited() {
    for _ in 0..<1_000 { hear(.secretRotate, .failed(code: "rotation_in_progress")) }
    #expect(lines.messages.count == 100)
    hear(.secretRotate, .denied(code: "forbidden"), uid: 8)
    #expect(lines.messages.count == 101)
    clock.advance(by: .milliseconds(100))
    hear(.secretRotate, .failed(code: "rotation_in_progress"))
    hear(.secretRotate, .failed(code: "rotation_in_progress"))
    #expect(lines.messages.count == 102)
    #expect(lines.metadata.last?["leftOut"] == "900")
  }

  @Test("what was done is told however much failed before")
  func done() {
    for _ in 0..<1_000 { hear(.secretRotate, .failed(code: "rotation_in_progress")) }
    hear(.secretReveal, .allowed)
    hear(.secretRevoke, .allowed, changed: true)
    #expect(lines.messages.suffix(2) == ["an admin's request", "a secret was revoked"])
    #expect(lines.metadata.last?["leftOut"] == nil)
  }

  @Test("what the daemon itself asked for has a uid that says so")
  func ownRequest() {
    hear(.secretRotate, .allowed, uid: nil)
    #expect(lines.metadata.last?["uid"] == "none")
  }
}

/// A time that only moves when told.
private final class FixedClock: TrustedClock {
  private let time = Mutex(Timestamp(milliseconds: 1_000_000))
  func now() -> Timestamp { time.withLock { $0 } }
  var uptime: Duration { now() - Timestamp(milliseconds: 0) }
  func advance(by span: Duration) { time.withLock { $0 = $0 + span } }
}

/// What was logged.
private final class Lines: Sendable {
  private let events = Mutex<[(message: String, metadata: Logger.Metadata)]>([])
  var messages: [String] { events.withLock { $0.map(\.message) } }
  var metadata: [Logger.Metadata] { events.withLock { $0.map(\.metadata) } }
  func add(_ event: LogEvent) {
    events.withLock { $0.append(("\(event.message)", event.metadata ?? [:])) }
  }
}

private struct LineLog: LogHandler {
  let lines: Lines
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines.add(event) }
}
