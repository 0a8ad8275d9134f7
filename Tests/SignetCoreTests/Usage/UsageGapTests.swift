import SignetCrypto
import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("uses that may have been missed")
struct UsageGapTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a lease that ran out without its last report makes the verdict unknown")
  func lapsed() async throws {
    try await signet.create()
    try await signet.rotate()
    signet.clock.advance(by: .seconds(1))
    let context = RequestContext(requestID: "lease")
    let grant = try await signet.service.grantLease(
      verifier: "chat-7", workspaces: nil, replacing: nil, to: .verifier, context: context)
    var verdict = try #require(try await signet.view().verdict)
    #expect(verdict.reasons == [.notReported(verifier: "chat-7", reportedAt: nil)])
    let reported = signet.clock.now()
    _ = try await signet.service.renew(
      grant.lease, holds: grant.revision, report: UsageReport(), as: .verifier, context: context)
    verdict = try #require(try await signet.view().verdict)
    #expect(verdict.outcome == .safe)
    #expect(verdict.reasons.last == .allReported(count: 1, earliest: reported))
    signet.clock.advance(by: .seconds(61))
    let end = reported + .seconds(60)
    let gap = UsageGap(at: end, cause: .leaseRanOut(verifier: "chat-7"))
    verdict = try #require(try await signet.view().verdict)
    #expect(verdict.reasons == [.usesMissing(gap, until: end + .seconds(3660))])
    // Also for the next run of the daemon.
    await signet.service.keepLeasesOnce()
    let next = try signet.reopened()
    #expect(try await next.view().verdict == verdict)
    #expect(try await usage(of: 1, next).lastUsedAt == .unknown)
  }

  @Test("while enforcement is off a use is unknown, and what was missed then stays so afterwards")
  func notChecked() async throws {
    var settings = SecuritySettings()
    settings.enforcement = .off
    try await signet.create(settings: settings)
    try await signet.rotate()
    signet.clock.advance(by: .hours(2))
    #expect(try await usage(of: 1, signet).lastUsedAt == .unknown)
    var patch = SettingsPatch()
    patch.enforcement = .optional
    try await signet.perform(ChangeSettings(id: try workspaceID(), patch: patch))
    let switched = UsageGap(at: signet.clock.now(), cause: .notChecked)
    let verdict = try #require(try await signet.view().verdict)
    #expect(verdict.reasons == [.usesMissing(switched, until: switched.at + .seconds(3660))])
    let next = try signet.reopened()
    #expect(try await usage(of: 1, next).lastUsedAt == .unknown)
  }

  @Test("a crash and a clock that is behind afterwards leave unknown, also once it is right again")
  func crashedWithClockBehind() async throws {
    try await signet.create()
    try await useCurrent(signet)
    signet.store.fail(with: .full)
    let time = signet.clock.now()
    signet.clock.set(time - .hours(24))
    let next = try signet.reopened()
    #expect(try await usage(of: 1, next).lastUsedAt == .unknown)
    next.clock.set(time + .hours(24))
    #expect(try await usage(of: 1, next).lastUsedAt == .unknown)
  }

  @Test("a lease that was given back leaves no gap")
  func released() async throws {
    try await signet.create()
    try await signet.rotate()
    let context = RequestContext(requestID: "lease")
    let grant = try await signet.service.grantLease(
      verifier: "chat-7", workspaces: nil, replacing: nil, to: .verifier, context: context)
    try await signet.service.release(grant.lease, as: .verifier, context: context)
    signet.clock.advance(by: .seconds(61))
    #expect(try await signet.view().verdict?.outcome == .safe)
  }

  @Test("the end of a time in which nobody looked at tokens is a gap")
  func enforcementOff() async throws {
    var settings = SecuritySettings()
    settings.enforcement = .off
    try await signet.create(settings: settings)
    try await signet.rotate()
    #expect(try await signet.view().verdict?.reasons == [.notChecked])
    signet.clock.advance(by: .hours(1))
    var patch = SettingsPatch()
    patch.enforcement = .optional
    try await signet.perform(ChangeSettings(id: try workspaceID(), patch: patch))
    let gap = UsageGap(at: signet.clock.now(), cause: .notChecked)
    #expect(
      try await signet.view().verdict?.reasons
        == [.usesMissing(gap, until: gap.at + .seconds(3660))])
    #expect(try await usage(of: 1, signet).lastUsedAt == .unknown)
  }
}
