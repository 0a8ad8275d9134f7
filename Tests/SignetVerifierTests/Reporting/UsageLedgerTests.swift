import SignetAPI
import SignetTokens
import Testing

@testable import SignetVerifier

@Suite("what is to be reported") struct UsageLedgerTests {
  private func ledger(rejections: Int, bound: Int = 20_000) -> UsageLedger {
    var ledger = UsageLedger(bound: bound)
    for count in 0..<rejections { ledger.note(.expired, workspace: "w\(count)") }
    return ledger
  }

  @Test("equal rejections are counted together")
  func counts() {
    var ledger = UsageLedger()
    for _ in 0..<3 { ledger.note(.expired, workspace: "a") }
    ledger.note(.tokenMissing, workspace: "a")
    let renewal = LeaseRenewal(holds: 4, report: ledger.take())
    #expect(renewal.holds == 4)
    #expect(
      Set(renewal.rejections) == [
        .init(workspace: "a", reason: "expired", count: 3),
        .init(workspace: "a", reason: "token_missing", count: 1),
      ])
    #expect(ledger.isEmpty)
  }

  @Test("what is taken is no more than a renewal may hold, and nothing is lost")
  func batches() throws {
    var ledger = ledger(rejections: 250)
    var told: Set<String> = []
    var sizes: [Int] = []
    while !ledger.isEmpty {
      let report = ledger.take()
      sizes.append(report.rejections.count)
      told.formUnion(report.rejections.keys.map(\.workspace))
      let body = try MessageEncoding.bytes(LeaseRenewal(holds: .max, report: report))
      #expect(body.count < APILimits.body)
    }
    #expect(sizes == [100, 100, 50])
    #expect(told.count == 250)
  }

  @Test("the longest report is shorter than a body may be")
  func longest() throws {
    let latest = APITime(milliseconds: .max)
    let workspace = String(repeating: "w", count: 128)
    let renewal = LeaseRenewal(
      holds: .max,
      uses: (0..<UsageLedger.batch).map { _ in
        .init(
          workspace: workspace, kid: "sk_" + String(repeating: "k", count: 22), count: .max,
          lastUsedAt: latest, newestIssuedAt: latest, latestExpiry: latest)
      },
      rejections: (0..<UsageLedger.batch).map { _ in
        .init(workspace: workspace, reason: "algorithm_not_allowed", count: .max)
      })
    #expect(try MessageEncoding.bytes(renewal).count < APILimits.body)
  }

  @Test("a report that could not be told is told with what came since")
  func putBack() {
    var ledger = UsageLedger()
    ledger.note(.expired, workspace: "a")
    let report = ledger.take()
    ledger.note(.expired, workspace: "a")
    ledger.putBack(report)
    #expect(ledger.take().rejections.values.map { $0 } == [2])
  }

  @Test("uses of a key come together: the latest times, and no expiry if one had none")
  func uses() {
    var first = UsageLedger.Use(
      workspace: "a", count: 2, lastUsedAt: 50, newestIssuedAt: 10, latestExpiry: 90)
    first.merge(
      .init(workspace: "a", count: 1, lastUsedAt: 40, newestIssuedAt: 20, latestExpiry: 80))
    #expect(
      first
        == .init(workspace: "a", count: 3, lastUsedAt: 50, newestIssuedAt: 20, latestExpiry: 90))
    first.merge(
      .init(workspace: "a", count: 1, lastUsedAt: 60, newestIssuedAt: 5, latestExpiry: nil))
    #expect(first.latestExpiry == nil)
    first.merge(
      .init(workspace: "a", count: 1, lastUsedAt: 60, newestIssuedAt: 5, latestExpiry: 99))
    #expect(first.latestExpiry == nil)
  }

  @Test("what is new beyond the bound is not counted, what is known is")
  func bound() {
    var ledger = ledger(rejections: 12, bound: 10)
    ledger.note(.expired, workspace: "w0")
    let report = ledger.take()
    #expect(report.rejections.count == 10)
    #expect(report.rejections[.init(workspace: "w0", reason: .expired)] == 2)
  }
}
