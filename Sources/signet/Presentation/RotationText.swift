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
    var text = fields.text(style)
    if let verdict = rotation.verdict {
      text += verdictLine(verdict, style) + "\n"
      for reason in rotation.reasons ?? [] {
        text += "  - " + SafeText.shown(reason.detail) + "\n"
      }
    }
    for verifier in rotation.behind ?? [] {
      text += style.warning("behind: ") + SafeText.shown(verifier) + "\n"
    }
    return text
  }

  private static func verdictLine(_ verdict: RotationStatus.Verdict, _ style: Style) -> String {
    switch verdict {
    case .safe: style.good("safe to finish: nobody needs the old secret any more")
    case .inUse: style.warning("in use: tokens signed with the old secret still come")
    case .unknown: style.warning("unknown: whether the old secret is still needed cannot be told")
    }
  }
}
