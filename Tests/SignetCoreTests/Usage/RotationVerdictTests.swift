import SignetTestSupport
import Testing

@testable import SignetCore

/// Each sentence of "May I end the grace window?" (SECRETS.md), as a table.
@Suite("may the grace window end?")
struct RotationVerdictTests {
  private static let now = ManualClock.start
  private static let skew = Duration.seconds(60)

  /// Version 3, made 90 d ago, rotated away 5 h ago, with one verifier that reported 3 s ago.
  private static func evidence(
    _ change: (inout RotationVerdict.Evidence) -> Void = { _ in }
  ) -> RotationVerdict.Evidence {
    var evidence = RotationVerdict.Evidence(
      version: 3, createdAt: now - .days(90), rotatedAt: now - .hours(5), usage: nil, gap: nil,
      lastAnonymousFetch: nil, anonymousLease: .seconds(60),
      reporters: [.init(verifier: "chat-7", reportedAt: now - .seconds(3))], settings: .init(),
      now: now)
    change(&evidence)
    return evidence
  }

  /// Tokens that were used `used` ago, issued an hour before and expiring `expired` ago; nil: never.
  private static func usage(used: Duration, expired: Duration?) -> VersionUsage {
    var usage = VersionUsage()
    usage.use(
      5, at: now - used, issuedAt: now - used - .hours(1), expiry: expired.map { now - $0 },
      by: "chat-7")
    return usage
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let evidence: RotationVerdict.Evidence
    let outcome: RotationVerdict.Outcome
    let codes: [String]

    init(
      _ name: String, _ outcome: RotationVerdict.Outcome, _ codes: [String],
      _ change: (inout RotationVerdict.Evidence) -> Void = { _ in }
    ) {
      self.name = name
      self.outcome = outcome
      self.codes = codes
      evidence = RotationVerdictTests.evidence(change)
    }

    var testDescription: String { name }
  }

  static let rows = used + reported + incomplete

  private static let used: [Row] = [
    // safe: the old version was never used …
    Row("it was never used", .safe, ["never_used", "all_reported"]),
    Row("it was never used, and there is no verifier", .safe, ["never_used"]) { $0.reporters = [] },
    // … or its latestExpiry plus skew has passed …
    Row("its tokens have expired", .safe, ["tokens_expired", "all_reported"]) {
      $0.usage = usage(used: .hours(26), expired: .hours(25))
    },
    Row(
      "its last token expires now and the skew is over", .safe, ["tokens_expired", "all_reported"]
    ) {
      $0.usage = usage(used: .hours(1), expired: skew)
      $0.reporters = [.init(verifier: "chat-7", reportedAt: now)]
    },
    Row("its last token has expired, but not the skew", .inUse, ["tokens_valid"]) {
      $0.usage = usage(used: .hours(1), expired: skew - .milliseconds(1))
    },
    Row("its last token is yet to expire", .inUse, ["tokens_valid"]) {
      $0.usage = usage(used: .days(20), expired: .hours(-1))
    },
    // … and no token signed with it was seen since …
    Row("a token of it was rejected since the last one expired", .inUse, ["tokens_refused"]) {
      $0.usage = usage(used: .hours(26), expired: .hours(25))
      $0.usage?.refuse(at: now - .hours(1))
    },
    Row("a token of it was rejected before", .safe, ["tokens_expired", "all_reported"]) {
      $0.usage = usage(used: .hours(26), expired: .hours(25))
      $0.usage?.refuse(at: now - .hours(6))
    },
    Row(
      "a token of it was rejected since the rotation, none ever accepted", .inUse,
      ["tokens_refused"]
    ) {
      $0.usage = VersionUsage()
      $0.usage?.refuse(at: now - .hours(4))
    },
  ]

  private static let reported: [Row] = [
    // … every lease reported since …
    Row("a verifier has not reported at all", .unknown, ["not_reported"]) {
      $0.reporters.append(.init(verifier: "chat-8", reportedAt: nil))
    },
    Row("a verifier reported before the rotation only", .unknown, ["not_reported"]) {
      $0.reporters = [.init(verifier: "chat-8", reportedAt: now - .hours(5) - .milliseconds(1))]
    },
    Row("a verifier reported when it was rotated", .safe, ["never_used", "all_reported"]) {
      $0.reporters = [.init(verifier: "chat-8", reportedAt: now - .hours(5))]
    },
    Row("a verifier reported before the last token expired", .unknown, ["not_reported"]) {
      $0.usage = usage(used: .hours(2), expired: .minutes(2))
      $0.reporters = [.init(verifier: "chat-8", reportedAt: now - .seconds(61))]
    },
    Row("each verifier that is silent is named", .unknown, ["not_reported", "not_reported"]) {
      $0.reporters = [
        .init(verifier: "b", reportedAt: nil), .init(verifier: "a", reportedAt: nil),
        .init(verifier: "c", reportedAt: now),
      ]
    },
    // … no anonymous lease since the rotation.
    Row("keys were fetched without a lease since", .unknown, ["anonymous_fetch"]) {
      $0.lastAnonymousFetch = now - .hours(4)
    },
    Row(
      "they were fetched so shortly before it that they were still used", .unknown,
      ["anonymous_fetch"]
    ) { $0.lastAnonymousFetch = now - .hours(5) - .seconds(59) },
    Row("they were fetched before", .safe, ["never_used", "all_reported"]) {
      $0.lastAnonymousFetch = now - .hours(5) - .seconds(60)
    },
  ]

  private static let incomplete: [Row] = [
    // Tokens without exp.
    Row("tokens without exp come", .inUse, ["tokens_without_expiry"]) {
      $0.usage = usage(used: .minutes(5), expired: nil)
    },
    Row("tokens without exp came", .unknown, ["endless_tokens"]) {
      $0.usage = usage(used: .hours(2), expired: nil)
    },
    Row("tokens without exp came, and others come", .inUse, ["tokens_valid"]) {
      $0.usage = usage(used: .hours(2), expired: nil)
      $0.usage?.merge(usage(used: .hours(1), expired: .hours(-1)))
    },
    // Gaps: a version without a recorded use that was there before is unknown.
    Row("the daemon crashed a moment ago", .unknown, ["uses_missing"]) {
      $0.gap = UsageGap(at: now - .seconds(9), cause: .uncleanStop)
    },
    Row("the daemon crashed, and tokens of then may still be valid", .unknown, ["uses_missing"]) {
      $0.gap = UsageGap(at: now - .hours(1) - skew + .milliseconds(1), cause: .uncleanStop)
    },
    Row(
      "tokens from before the crash have expired", .safe,
      ["never_used", "gap_over", "all_reported"]
    ) { $0.gap = UsageGap(at: now - .hours(1) - skew, cause: .uncleanStop) },
    Row("tokens may last longer here", .unknown, ["uses_missing"]) {
      $0.gap = UsageGap(at: now - .hours(3), cause: .uncleanStop)
      $0.settings.maxTokenLifetime = .hours(3)
    },
    Row("tokens last less long here", .safe, ["never_used", "gap_over", "all_reported"]) {
      $0.gap = UsageGap(at: now - .minutes(7), cause: .uncleanStop)
      $0.settings.maxTokenLifetime = .minutes(5)
    },
    Row("the version was made after the crash", .safe, ["never_used", "all_reported"]) {
      $0.gap = UsageGap(at: now - .minutes(7), cause: .uncleanStop)
      $0.createdAt = now - .minutes(6)
      $0.rotatedAt = now - .minutes(5)
    },
    Row("a verifier was lost", .unknown, ["uses_missing"]) {
      $0.gap = UsageGap(at: now - .minutes(7), cause: .leaseRanOut(verifier: "chat-9"))
      $0.usage = usage(used: .hours(26), expired: .hours(25))
    },
    Row("what was seen weighs more than what was missed", .inUse, ["tokens_valid"]) {
      $0.gap = UsageGap(at: now - .minutes(7), cause: .leaseRanOut(verifier: "chat-9"))
      $0.usage = usage(used: .hours(1), expired: .hours(-1))
    },
    // Nobody looks.
    Row("tokens are not checked", .unknown, ["not_checked"]) { $0.settings.enforcement = .off },
    Row("tokens came that were not checked", .unknown, ["uses_missing"]) {
      $0.settings.enforcement = .off
      $0.gap = UsageGap(at: now - .minutes(7), cause: .notChecked)
    },
    // All that is missing is said.
    Row(
      "several things are missing", .unknown, ["uses_missing", "anonymous_fetch", "not_reported"]
    ) {
      $0.gap = UsageGap(at: now - .minutes(7), cause: .tooMuchReported)
      $0.lastAnonymousFetch = now
      $0.reporters = [.init(verifier: "chat-8", reportedAt: nil)]
    },
  ]

  @Test("the table", arguments: rows)
  func table(row: Row) {
    let verdict = RotationVerdict(row.evidence)
    #expect(verdict.outcome == row.outcome)
    #expect(verdict.reasons.map(\.code) == row.codes)
  }

  @Test("in use says when, how many and which verifier")
  func inUse() throws {
    let verdict = RotationVerdict(
      Self.evidence { $0.usage = Self.usage(used: .minutes(5), expired: .minutes(-55)) })
    let use = VerdictReason.Use(
      version: 3, count: 5, lastUsedAt: Self.now - .minutes(5), by: "chat-7",
      newestIssuedAt: Self.now - .minutes(65))
    #expect(verdict.reasons == [.tokensValid(use, latestExpiry: Self.now + .minutes(55))])
  }

  @Test("no evidence that lacks something is ever safe")
  func unbroken() {
    let unsafe = Self.rows.filter { $0.outcome != .safe }.map(\.evidence)
    for base in unsafe {
      var evidence = base
      // What was never used and what has expired does not outweigh what is missing.
      if evidence.usage == nil { evidence.usage = Self.usage(used: .days(9), expired: .days(8)) }
      #expect(RotationVerdict(evidence).outcome != .safe)
    }
  }
}

extension Duration {
  static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
}
