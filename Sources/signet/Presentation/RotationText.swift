import SignetAPI

/// A grace window and whether it may end.
enum RotationText {
  static func text(
    _ rotation: RotationStatus, workspace: String, _ times: TimeText, _ style: Style
  ) -> String {
    guard let retiring = rotation.retiring, let end = rotation.acceptUntil else {
      return "no rotation in progress: only the current secret is accepted\n"
    }
    var fields = Fields()
    fields.add("retiring", "version \(retiring.version), kid \(retiring.kid)")
    fields.add("started", rotation.startedAt.map(times.text))
    fields.add("accepted until", times.text(end))
    fields.add("last used", times.text(retiring.lastUsedAt))
    fields.add("newest token", times.text(retiring.newestIssuedAt))
    fields.add("latest expiry", times.text(retiring.latestExpiry))
    fields.add("tokens seen", retiring.useCount.map(String.init))
    var text = fields.text(style)
    if let verdict = rotation.verdict {
      text += lines(verdict, rotation.reasons ?? [], style)
    }
    for verifier in rotation.behind ?? [] {
      text += style.warning("behind: ") + SafeText.shown(verifier) + "\n"
    }
    return text
  }

  /// The verdict with what it says of the old secret, and below it what else there is to know.
  private static func lines(
    _ verdict: RotationStatus.Verdict, _ reasons: [Notice], _ style: Style
  ) -> String {
    let details = reasons.map { SafeText.shown($0.detail) }
    func headed(by words: String) -> [String] {
      guard let first = details.first else { return ["old secret: \(words)"] }
      return ["old secret \(first): \(words)"] + details.dropFirst().map { "  - " + $0 }
    }
    let lines: [String] =
      switch verdict {
      case .safe: headed(by: style.good("safe to finish"))
      case .inUse: headed(by: style.warning("in use, do not finish"))
      case .unknown:
        [style.warning("unknown: whether the old secret is still needed cannot be told")]
          + details.map { "  - " + $0 }
      }
    return lines.map { $0 + "\n" }.joined()
  }
}
