import SignetAPI
import SignetTestSupport
import Testing

@testable import SignetCore
@testable import SignetServer

@Suite("the words of a verdict")
struct VerdictSentenceTests {
  private static let now = ManualClock.start

  private static func ago(_ seconds: Int) -> Timestamp { now + .seconds(-seconds) }

  private static func use(_ count: UInt64 = 12, by verifier: String? = "chat-7")
    -> VerdictReason.Use
  {
    VerdictReason.Use(
      version: 3, count: count, lastUsedAt: ago(3), by: verifier, newestIssuedAt: ago(240))
  }

  static let sentences: [(reason: VerdictReason, code: String, sentence: String)] = [
    (.neverUsed(version: 3), "never_used", "v3: no token signed with it was ever seen"),
    (
      .expired(version: 3, newestIssuedAt: ago(26 * 3600), latestExpiry: ago(25 * 3600)),
      "tokens_expired", "v3: last token issued 26 h ago, the last of them expired 25 h ago"
    ),
    (
      .gapOver(UsageGap(at: ago(7200), cause: .uncleanStop)), "gap_over",
      "signetd started 2 h ago after a stop that was not clean: uses from just before may not be "
        + "counted; tokens from then have expired"
    ),
    (.allReported(count: 1, earliest: ago(3)), "all_reported", "the one verifier reported 3 s ago"),
    (
      .allReported(count: 3, earliest: ago(14)), "all_reported",
      "3 verifiers have reported since, the earliest 14 s ago"
    ),
    (
      .tokensValid(use(), latestExpiry: now + .seconds(56 * 60)), "tokens_valid",
      "v3: last used 3 s ago, verifier chat-7 reported it, 12 tokens in all, the newest issued "
        + "4 min ago; the last of its tokens expires in 56 min"
    ),
    (
      .tokensValid(use(1, by: nil), latestExpiry: ago(5)), "tokens_valid",
      "v3: last used 3 s ago, verified by signetd, 1 token in all, the newest issued 4 min ago; the "
        + "last of its tokens expired 5 s ago, which the clock skew still allows"
    ),
    (
      .tokensWithoutExpiry(use(), lastAt: ago(3)), "tokens_without_expiry",
      "v3: last used 3 s ago, verifier chat-7 reported it, 12 tokens in all, the newest issued "
        + "4 min ago; a token without exp came 3 s ago"
    ),
    (
      .tokensRefused(version: 3, lastAt: ago(600)), "tokens_refused",
      "v3: a token signed with it came 10 min ago and was rejected: somebody still signs with it"
    ),
    (
      .endlessTokens(version: 3, lastAt: ago(3 * 86400)), "endless_tokens",
      "v3: tokens without exp were used, the last 3 d ago: they stay good as long as the secret "
        + "does; ask the customer, and have exp demanded with requireExpiry"
    ),
    (
      .usesMissing(
        UsageGap(at: ago(120), cause: .leaseRanOut(verifier: "chat-9")),
        until: now + .seconds(59 * 60)),
      "uses_missing",
      "the lease of verifier chat-9 ran out 2 min ago: its last report may be missing; it is known "
        + "again in 59 min, when tokens from then have expired"
    ),
    (
      .notChecked, "not_checked", "enforcement is off: no token is looked at, so no use is seen"
    ),
    (
      .anonymousFetch(at: ago(180)), "anonymous_fetch",
      "keys were fetched without a lease 3 min ago: who did so reports no uses; the audit log names "
        + "who (action keys.fetch)"
    ),
    (
      .notReported(verifier: "chat-8", reportedAt: nil), "not_reported",
      "verifier chat-8 has not reported yet: see whether it renews its lease"
    ),
    (
      .notReported(verifier: "chat-8", reportedAt: ago(40)), "not_reported",
      "verifier chat-8 last reported 40 s ago, which is too long ago to tell"
    ),
    (
      .othersNotReported(count: 990), "not_reported", "990 more verifiers have not reported either"
    ),
  ]

  @Test("each reason has its code and its sentence", arguments: sentences)
  func sentence(reason: VerdictReason, code: String, sentence: String) {
    let notice = Notice(reason, at: Self.now)
    #expect(notice.code == code)
    #expect(notice.detail == sentence)
  }

  @Test(
    "each cause of a gap is said",
    arguments: [
      (UsageGap.Cause.notCountedBefore, "uses are counted since 2 min ago only"),
      (
        .notChecked, "enforcement was off 2 min ago: tokens that came until then were not looked at"
      ),
      (
        .tooMuchReported, "verifiers reported more than is kept 2 min ago: uses may not be counted"
      ),
      (.damaged, "the stored counts were damaged, which was found 2 min ago"),
    ])
  func gap(cause: UsageGap.Cause, sentence: String) {
    let gap = UsageGap(at: Self.ago(120), cause: cause)
    #expect(Notice(missing: gap, at: Self.now)?.detail == sentence)
  }

  @Test("a gap of more than 24 hours ago says nothing of the last 24")
  func oldGap() {
    let gap = UsageGap(at: Self.ago(86400), cause: .uncleanStop)
    #expect(Notice(missing: gap, at: Self.now) == nil)
    #expect(Notice(missing: nil, at: Self.now) == nil)
  }

  @Test(
    "how far a moment is, to the nearest unit",
    arguments: [
      (0, "0 s ago"), (89, "in 89 s"), (90, "in 2 min"), (-5399, "90 min ago"), (-5400, "2 h ago"),
      (172_799, "in 48 h"), (172_800, "in 2 d"),
    ])
  func age(seconds: Int, text: String) {
    #expect(AgeText(now: Self.now).text(Self.now + .seconds(seconds)) == text)
  }
}
