import SignetAPI
import SignetJSON

/// What a token proves.
enum VerificationText {
  static func text(_ answer: VerifyAnswer, _ style: Style) -> String {
    var fields = Fields()
    switch answer.outcome {
    case .identified:
      fields.add("user id", answer.identity?.userId)
      fields.add("email", answer.identity?.email)
      fields.add("name", answer.identity?.name)
      for member in answer.identity?.properties.members ?? [] {
        fields.add(member.name, member.value.string ?? json(member.value))
      }
      if let version = answer.version {
        fields.add("signed with", "version \(version) (\(answer.state?.rawValue ?? "unknown"))")
      }
      return style.good("identified") + "\n" + fields.text(style)
    case .rejected, .skipped:
      fields.add("reason", answer.reason)
      fields.add("detail", answer.detail)
      fields.add("decision", decision(answer.decision))
      let heading =
        answer.outcome == .rejected ? style.bad("rejected") : style.warning("skipped")
      return heading + "\n" + fields.text(style)
    }
  }

  private static func json(_ value: JSONValue) -> String {
    String(decoding: value.text, as: UTF8.self)
  }

  private static func decision(_ decision: VerifyAnswer.Decision) -> String {
    switch decision {
    case .identified: "identified"
    case .anonymous: "anonymous: the visitor chats on without an identity"
    case .deny: "deny: the visitor may not chat"
    }
  }
}
