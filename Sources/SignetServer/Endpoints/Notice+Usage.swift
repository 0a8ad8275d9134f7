import SignetAPI
import SignetCore

// The reasons of a verdict, and what is missing in the counts, in words that an admin can act on.

extension Notice {
  init(_ reason: VerdictReason, at now: Timestamp) {
    self.init(code: reason.code, detail: reason.sentence(AgeText(now: now)))
  }

  /// Where uses may be missing in what the last 24 hours are said to have brought.
  init?(missing gap: UsageGap?, at now: Timestamp) {
    guard let gap, gap.at + .hours(24) > now else { return nil }
    self.init(code: "uses_missing", detail: gap.sentence(AgeText(now: now)))
  }
}

extension VerdictReason {
  fileprivate func sentence(_ age: AgeText) -> String {
    switch self {
    case .neverUsed(let version): "v\(version): no token signed with it was ever seen"
    case .expired(let version, let issued, let expiry):
      "v\(version): last token issued \(age.text(issued)), the last of them expired "
        + age.text(expiry)
    case .gapOver(let gap): gap.sentence(age) + "; tokens from then have expired"
    case .allReported(let count, let earliest):
      count == 1
        ? "the one verifier reported \(age.text(earliest))"
        : "\(count) verifiers have reported since, the earliest \(age.text(earliest))"
    case .tokensValid(let use, let expiry):
      use.sentence(age) + "; the last of its tokens "
        + (expiry > age.now
          ? "expires \(age.text(expiry))"
          : "expired \(age.text(expiry)), which the clock skew still allows")
    case .tokensWithoutExpiry(let use, let last):
      use.sentence(age) + "; a token without exp came \(age.text(last))"
    case .tokensRefused(let version, let last):
      "v\(version): a token signed with it came \(age.text(last)) and was rejected: "
        + "somebody still signs with it"
    case .endlessTokens(let version, let last):
      "v\(version): tokens without exp were used, the last \(age.text(last)): they stay good as long "
        + "as the secret does; ask the customer, and have exp demanded with requireExpiry"
    case .usesMissing(let gap, let until):
      gap.sentence(age)
        + "; it is known again \(age.text(until)), when tokens from then have expired"
    case .notChecked: "enforcement is off: no token is looked at, so no use is seen"
    case .anonymousFetch(let time):
      "keys were fetched without a lease \(age.text(time)): who did so reports no uses; "
        + "the audit log names who (action keys.fetch)"
    case .notReported(let verifier, nil):
      "verifier \(verifier) has not reported yet: see whether it renews its lease"
    case .notReported(let verifier, let time?):
      "verifier \(verifier) last reported \(age.text(time)), which is too long ago to tell"
    case .othersNotReported(let count): "\(count) more verifiers have not reported either"
    }
  }
}

extension VerdictReason.Use {
  fileprivate func sentence(_ age: AgeText) -> String {
    let who = by.map { "verifier \($0) reported it" } ?? "verified by signetd"
    let tokens = count == 1 ? "1 token" : "\(count) tokens"
    return "v\(version): last used \(age.text(lastUsedAt)), \(who), \(tokens) in all, the newest "
      + "issued \(age.text(newestIssuedAt))"
  }
}

extension UsageGap {
  fileprivate func sentence(_ age: AgeText) -> String {
    switch cause {
    case .uncleanStop:
      "signetd started \(age.text(at)) after a stop that was not clean: uses from just before may "
        + "not be counted"
    case .notCountedBefore: "uses are counted since \(age.text(at)) only"
    case .leaseRanOut(let verifier):
      "the lease of verifier \(verifier) ran out \(age.text(at)): its last report may be missing"
    case .notChecked:
      "enforcement was off \(age.text(at)): tokens that came until then were not looked at"
    case .tooMuchReported:
      "verifiers reported more than is kept \(age.text(at)): uses may not be counted"
    case .damaged: "the stored counts were damaged, which was found \(age.text(at))"
    }
  }
}
