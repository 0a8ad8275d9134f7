import SignetCrypto
import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

@Suite("uses on their way to the disk")
struct FlushingTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a version that was not used says never")
  func never() async throws {
    try await signet.create()
    let usage = try await usage(of: 1, signet)
    #expect(usage.lastUsedAt == .never)
    #expect(usage.newestIssuedAt == .never)
    #expect(usage.latestExpiry == .never)
    #expect(usage.count == 0)
  }

  @Test("a use is read at once, before and after it is on the disk, and counted once")
  func readAtOnce() async throws {
    try await signet.create()
    try await useCurrent(signet)
    let now = signet.clock.now()
    let before = try await usage(of: 1, signet)
    #expect(before.lastUsedAt == .at(now))
    #expect(before.newestIssuedAt == .at(now))
    #expect(before.latestExpiry == .at(now + .hours(1)))
    #expect(before.count == 1)
    try await signet.service.flushUsage()
    #expect(signet.service.usage.isEmpty)
    #expect(try await usage(of: 1, signet) == before)
    try await useCurrent(signet)
    #expect(try await usage(of: 1, signet).count == 2)
  }

  @Test("a flush makes no revision, and leaves the ETag and the keys as they are")
  func noRevision() async throws {
    try await signet.create()
    let before = try await signet.view()
    let revision = signet.service.revision
    try await useCurrent(signet)
    try await signet.service.flushUsage()
    #expect(signet.service.revision == revision)
    #expect(try await signet.view().etag == before.etag)
    #expect(try await signet.service.verifyRows().isWhole)
  }

  @Test("a change of the workspace keeps what is known of its uses")
  func keptByChanges() async throws {
    try await signet.create()
    try await useCurrent(signet)
    try await signet.service.flushUsage()
    try await signet.rotate()
    #expect(try await usage(of: 1, signet).count == 1)
    #expect(try await usage(of: 2, signet).lastUsedAt == .never)
  }

  @Test("what a failing disk does not take stays in memory, is read, and is written later")
  func failing() async throws {
    try await signet.create()
    try await useCurrent(signet)
    signet.store.fail(with: .full)
    await #expect(throws: SignetError.unavailable(.store(.full))) {
      try await signet.service.flushUsage()
    }
    signet.store.fail(with: nil)
    #expect(try await usage(of: 1, signet).count == 1)
    try await signet.service.flushUsage()
    #expect(signet.service.usage.isEmpty)
    #expect(try await usage(of: 1, signet).count == 1)
  }

  @Test("an ended service has written all, and the next one knows it: never stays never")
  func cleanStop() async throws {
    try await signet.create()
    try await signet.create("other")
    try await useCurrent(signet)
    let next = try signet.reopened()
    #expect(try await usage(of: 1, next).count == 1)
    #expect(try await usage(of: 1, next, in: "other").lastUsedAt == .never)
  }

  @Test("an end after the disk was full for a while has written what came meanwhile, too")
  func endAfterFailure() async throws {
    try await signet.create()
    let token = try signet.token(signedWith: try await signet.reveal(.current))
    #expect(try await signet.isIdentified(token))
    signet.store.fail(with: .full)
    await #expect(throws: SignetError.unavailable(.store(.full))) {
      try await signet.service.flushUsage()
    }
    #expect(try await signet.isIdentified(token))
    signet.store.fail(with: nil)
    let next = try signet.reopened()
    #expect(try await usage(of: 1, next).count == 2)
  }

  @Test("a service that could not write its end leaves unknown, never never")
  func uncleanStop() async throws {
    try await signet.create()
    try await useCurrent(signet)
    signet.store.fail(with: .full)
    signet.clock.advance(by: .seconds(5))
    let next = try signet.reopened()
    let seen = try await usage(of: 1, next)
    #expect(seen.lastUsedAt == .unknown)
    #expect(seen.newestIssuedAt == .unknown)
    #expect(seen.latestExpiry == .unknown)
    // What is made after the gap is known again.
    try await next.create("later")
    #expect(try await usage(of: 1, next, in: "later").lastUsedAt == .never)
  }

  @Test("what a verifier reports is counted, of the versions that there are, with its name")
  func reports() async throws {
    try await signet.create()
    let kid = try await signet.view().current.kid
    let now = signet.clock.now()
    let acme = try workspaceID()
    let report = UsageReport(
      uses: [
        .init(
          workspace: acme, kid: kid, count: 7, lastUsedAt: now, newestIssuedAt: now,
          latestExpiry: now + .hours(1)),
        .init(workspace: acme, kid: try keyID(99), count: 5, lastUsedAt: now),
        .init(workspace: try workspaceID("nobody"), kid: kid, count: 5, lastUsedAt: now),
        .init(workspace: nil, kid: kid, count: 5, lastUsedAt: now),
      ],
      rejections: [
        .init(workspace: acme, kind: .rejected(.tokenMissing), count: 3),
        .init(workspace: acme, kind: .rejected(.expired), count: 2),
        .init(workspace: nil, kind: .rejected(.expired), count: 2),
      ])
    signet.service.usage.record(
      report, by: try LeaseID.generate(from: SeededEntropy(4)), verifier: "chat-7", at: now)
    try await signet.service.flushUsage()
    let view = try #require(try await signet.view().usage)
    #expect(view.counts.versions.map(\.kid) == [kid])
    #expect(view.counts[kid]?.lastUsedBy == "chat-7")
    #expect(view.last24Hours.missing == 3)
    #expect(view.last24Hours.rejected == [.expired: 2])
    // Of a key id that nobody has only the number of its tokens stays.
    #expect(view.last24Hours.identified == 12)
    #expect(signet.service.usage.isEmpty)
  }

  @Test("a deleted workspace's counts are gone, and what is reported of it later is dropped")
  func deleted() async throws {
    try await signet.create()
    let kid = try await signet.view().current.kid
    try await useCurrent(signet)
    try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    signet.service.usage.use(kid, in: try workspaceID())
    try await signet.service.flushUsage()
    #expect(signet.service.usage.isEmpty)
  }

  @Test("counts that were changed on the disk do not open: unknown, and the rest is served")
  func damaged() async throws {
    try await signet.create()
    try await signet.create("other")
    try await useCurrent(signet)
    try await useCurrent(signet, in: "other")
    try await signet.service.flushUsage()
    // The other workspace's counts in this one's place.
    let keyring = signet.service.keyring
    try await signet.service.committer.submit(.admin) { commit in
      let other = try commit.transaction.workspace(try keyring.tag(of: try workspaceID("other")))
      var row = try #require(
        try commit.transaction.workspace(try keyring.tag(of: try workspaceID())))
      row.usage = other?.usage
      try commit.transaction.put(workspace: row)
    }
    signet.clock.advance(by: .seconds(1))
    #expect(try await usage(of: 1, signet).lastUsedAt == .unknown)
    #expect(try await usage(of: 1, signet, in: "other").count == 1)
    #expect(!signet.events.all.isEmpty)
    // The next flush starts again, and says since when.
    try await useCurrent(signet)
    try await signet.service.flushUsage()
    #expect(try await usage(of: 1, signet).count == 1)
    #expect(try await signet.view().usage?.gap?.cause == .damaged)
  }

  @Test("a refused rotation tells when the version in its way was last used")
  func refusedRotation() async throws {
    try await signet.create()
    try await useCurrent(signet)
    let used = signet.clock.now()
    let end = try #require(try await signet.rotate().retiring?.grace?.acceptUntil)
    signet.clock.advance(by: .hours(1))
    await #expect(
      throws: SignetError.rotationInProgress(
        retiring: 1, current: 2, acceptUntil: end, lastUsedAt: .at(used))
    ) { try await signet.rotate() }
  }

  @Test("keys that were fetched without a lease make the verdict unknown, also after a restart")
  func anonymous() async throws {
    try await signet.create()
    try await signet.rotate()
    #expect(try await signet.view().verdict?.outcome == .safe)
    try signet.service.admitFetch(of: try workspaceID(), lease: nil, by: .verifier)
    #expect(try await signet.view().verdict?.outcome == .unknown)
    let next = try signet.reopened()
    let verdict = try #require(try await next.view().verdict)
    #expect(verdict.reasons.map(\.code) == ["anonymous_fetch"])
  }

  @Test("many workspaces are written in pieces, all of them")
  func pieces() async throws {
    for number in 0..<150 {
      try await signet.create("w\(number)")
      try await useCurrent(signet, in: "w\(number)")
    }
    try await signet.service.flushUsage()
    #expect(signet.service.usage.isEmpty)
    let next = try signet.reopened()
    for number in 0..<150 {
      #expect(try await usage(of: 1, next, in: "w\(number)").count == 1)
    }
  }

  @Test("a version's first use is written at the next tick, later uses every five seconds")
  func rhythm() async throws {
    try await signet.create()
    let clock = SteppingClock()
    let keeping = Task { [service = signet.service] in await service.keepUsage(clock: clock) }
    defer { keeping.cancel() }
    try await clock.step()
    try await useCurrent(signet)
    #expect(!signet.service.usage.isEmpty)
    try await clock.step()
    #expect(signet.service.usage.isEmpty)
    try await useCurrent(signet)
    for _ in 0..<19 {
      try await clock.step()
      #expect(!signet.service.usage.isEmpty)
    }
    try await clock.step()
    #expect(signet.service.usage.isEmpty)
  }

  @Test("a commit whose outcome is unknown counts nothing twice and loses nothing")
  func unknownOutcome() async throws {
    try await signet.create()
    try await useCurrent(signet)
    let part = signet.service.usage.take([try workspaceID()])
    // As if the answer to its commit had been lost: it is on the disk, and nobody knows.
    try await signet.service.flushUsage()
    signet.service.usage.record(
      UsageReport(
        uses: [
          .init(
            workspace: try workspaceID(), kid: try await signet.view().current.kid, count: 1,
            lastUsedAt: signet.clock.now())
        ]), by: try LeaseID.generate(from: SeededEntropy(4)), verifier: "a",
      at: signet.clock.now())
    #expect(part.count == 1)
    #expect(try await usage(of: 1, signet).count == 2)
    try await signet.service.flushUsage()
    #expect(try await usage(of: 1, signet).count == 2)
  }
}
