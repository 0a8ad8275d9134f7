import CFaultVFS
import SignetTestSupport
import SignetTokens
import Synchronization
import Testing

@testable import SignetCore

/// What the service tells of its work, so that it can be counted.
@Suite("a service's meter", .timeLimit(.minutes(5)))
struct ServiceMeterTests {
  private final class Meter: ServiceMeter {
    enum Note: Equatable {
      case committed(Int)
      case failed(isKnown: Bool)
      case judged(String)
    }

    private let all = Mutex<[Note]>([])
    var notes: [Note] { all.withLock { $0 } }

    func committed(operations: Int, in duration: Duration) {
      #expect(duration > .zero)
      all.withLock { $0.append(.committed(operations)) }
    }

    func commitFailed(outcomeIsKnown: Bool) {
      all.withLock { $0.append(.failed(isKnown: outcomeIsKnown)) }
    }

    func judged(_ verdict: TokenVerdict) {
      let name =
        switch verdict {
        case .identified: "identified"
        case .rejected(let rejection, _): rejection.reason.rawValue
        case .skipped: "skipped"
        }
      all.withLock { $0.append(.judged(name)) }
    }
  }

  private let meter = Meter()
  private let signet: TestService

  init() throws {
    // Before the store is opened.
    try #require(fault_vfs_install() == 0)
    signet = try TestService(meter: meter)
  }

  @Test("hears of a commit with what changed something in it, and of nothing that only read")
  func commits() async throws {
    try await signet.create()
    try await signet.perform(ReadStatus())
    _ = try await signet.service.applyDeadlines()
    #expect(meter.notes == [.committed(1)])
    // A refusal has an entry in the log; one that has none writes nothing.
    await #expect(throws: SignetError.workspaceExists) { try await signet.create() }
    await #expect(throws: SignetError.workspaceNotFound) { try await signet.view("nobody") }
    #expect(meter.notes == [.committed(1), .committed(1)])
  }

  @Test("hears once of operations that share a commit")
  func shared() async throws {
    signet.store.hold()
    let first = Task { [signet] in try await signet.create("first") }
    while !signet.store.isWaiting { await Task.yield() }
    let creations = (0..<5).map { number in
      Task { [signet] in try await signet.create("w\(number)") }
    }
    let reading = Task { [signet] in try await signet.perform(ReadStatus()) }
    while signet.service.waiting(in: .admin) < 6 { await Task.yield() }
    signet.store.release()
    _ = try await (first.value, reading.value)
    for creation in creations { _ = try await creation.value }
    #expect(meter.notes == [.committed(1), .committed(5)])
  }

  @Test("hears of a transaction that failed, and whether it is known what is on the disk")
  func failures() async throws {
    signet.store.fail(with: .full)
    await #expect(throws: SignetError.unavailable(.store(.full))) { try await signet.create() }
    #expect(meter.notes == [.failed(isKnown: true)])
    signet.store.fail(with: nil)
    let log = signet.databasePath + "-wal"
    try #require(fault_vfs_arm(log, FAULT_SYNC, 1, -1, 10 | 4 << 8) == 0)
    await #expect(throws: SignetError.outcomeUnknown) { try await signet.create() }
    fault_vfs_disarm(log)
    await signet.events.wait(for: .storeRecovered)
    #expect(meter.notes.contains(.failed(isKnown: false)))
    #expect(!meter.notes.contains(.committed(1)))
  }

  @Test("hears of each verdict")
  func verdicts() async throws {
    let secret = try ownSecret()
    try await signet.create(secret: secret)
    let token = try signet.token(signedWith: secret)
    #expect(try await signet.isIdentified(token))
    #expect(try await !signet.isIdentified(Array("no token".utf8)))
    #expect(meter.notes.dropFirst() == [.judged("identified"), .judged("malformed")])
  }
}
