import SignetAPI
import Testing

@testable import signet

@Suite("the verdict on a grace window, as it is shown")
struct VerdictTextTests {
  private static let now = APITime(milliseconds: 1_800_000_000_000)

  private func text(
    _ verdict: RotationStatus.Verdict?, _ details: String..., behind: [String]? = nil
  ) -> [String] {
    let version = SecretVersion(
      version: 3, kid: "sk_0123456789012345678901", state: .retiring, origin: .generated,
      createdAt: Self.now, createdBy: "alice", lastUsedAt: .never, newestIssuedAt: .unknown,
      latestExpiry: .at(Self.now), useCount: 7)
    let status = RotationStatus(
      retiring: version, startedAt: Self.now, acceptUntil: Self.now, verdict: verdict,
      reasons: details.map { Notice(code: "c", detail: $0) }, behind: behind)
    return RotationText.text(
      status, workspace: "acme", TimeText(zone: .utc, now: Self.now), .plain
    ).split(separator: "\n").map(String.init)
  }

  @Test("safe and in use say in one line what is known of the old secret, and then the rest")
  func known() {
    #expect(
      text(
        .safe, "v3: last token issued 26 h ago, the last of them expired 25 h ago",
        "the one verifier reported 3 s ago"
      ).suffix(2) == [
        "old secret v3: last token issued 26 h ago, the last of them expired 25 h ago: "
          + "safe to finish",
        "  - the one verifier reported 3 s ago",
      ])
    #expect(
      text(.inUse, "v3: last used 3 s ago").last
        == "old secret v3: last used 3 s ago: in use, do not finish")
  }

  @Test("unknown lists all that is missing")
  func unknown() {
    #expect(
      text(.unknown, "one", "two").suffix(3) == [
        "unknown: whether the old secret is still needed cannot be told", "  - one", "  - two",
      ])
  }

  @Test("a verdict without a reason, and no verdict, are shown too")
  func bare() {
    #expect(text(.safe).last == "old secret: safe to finish")
    #expect(text(nil).last == "tokens seen     7")
  }

  @Test("never, unknown and a time are told apart")
  func sightings() {
    #expect(
      text(nil).suffix(4) == [
        "last used       never", "newest token    unknown",
        "latest expiry   2027-01-15 08:00:00 UTC (now)", "tokens seen     7",
      ])
  }

  @Test("what a reason quotes cannot move the cursor")
  func safeText() {
    #expect(text(.unknown, "verifier \u{1B}[2J").last == "  - verifier \\u{1b}[2J")
  }

  private func preview(_ usage: WorkspaceSummary.Usage?, warnings: [Notice] = []) -> String {
    let settings = Settings(
      enforcement: .optional, requireExpiry: false, maxTokenLifetime: nil, clockSkew: .zero,
      defaultGrace: .zero, rotateEvery: nil, revealRequiresReason: false)
    let summary = WorkspaceSummary(
      id: "acme", revision: 2, now: Self.now, settings: settings,
      current: CurrentSecret(
        version: 1, kid: "sk_0123456789012345678901", origin: .generated, createdAt: Self.now,
        createdBy: "alice", revealable: true),
      rotation: .inactive, history: [], usage24h: usage, warnings: warnings, activity: [],
      actions: [:])
    return DenialText.preview(summary, .plain)
  }

  @Test("before tokens are required: whom it would have denied, the most frequent reason first")
  func denials() {
    let usage = WorkspaceSummary.Usage(
      identified: 120, rejected: ["expired": 2, "signature_invalid": 30, "malformed": 2],
      missing: 4, skipped: 9)
    #expect(
      preview(usage) == """
        in the last 24 h 38 of acme's visitors would have been denied:
          4 without a token
          30 signature_invalid
          2 expired
          2 malformed
        120 would have been identified
        not looked at, for enforcement was off: 9; what these are worth cannot be told

        """)
  }

  @Test("where nothing is known it says so", arguments: [false, true])
  func nothing(isAbsent: Bool) {
    let usage = WorkspaceSummary.Usage(identified: 0, rejected: [:], missing: 0, skipped: 0)
    #expect(preview(isAbsent ? nil : usage).hasPrefix("nothing is known of the last 24 h: "))
  }

  @Test("what may be missing in the counts is said, and no other warning")
  func missing() {
    let warnings = [
      Notice(code: "rotation_due", detail: "due"), Notice(code: "uses_missing", detail: "lost"),
    ]
    let text = preview(nil, warnings: warnings)
    #expect(text.hasSuffix("\nwarning: lost\n"))
    #expect(!text.contains("due"))
  }

  @Test("counts too large to add stay at the largest")
  func saturates() {
    let usage = WorkspaceSummary.Usage(
      identified: 0, rejected: ["expired": .max], missing: .max, skipped: 0)
    #expect(preview(usage).contains("\(UInt64.max) of acme's"))
  }
}
