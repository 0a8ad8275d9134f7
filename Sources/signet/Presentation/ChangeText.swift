import SignetAPI

/// What holds after a change, and until when. Never a secret.
enum ChangeText {
  static func text(_ change: RotationChange, did what: String, _ times: TimeText) -> String {
    let current = change.current
    var lines = [
      "\(what) \(change.workspace): version \(current.version) is current (kid \(current.kid))"
    ]
    if let retiring = change.rotation.retiring, let end = change.rotation.acceptUntil {
      lines.append("version \(retiring.version) is accepted until \(times.text(end))")
    }
    for ended in change.ended ?? [] {
      lines.append("version \(ended.version) is \(ended.state.rawValue) and accepted no more")
    }
    return lines.map { SafeText.shown($0) + "\n" }.joined()
  }

  /// The commands that usually come next.
  static func next(_ commands: [String]) -> String {
    commands.enumerated().map { index, command in
      (index == 0 ? "next: " : "      ") + SafeText.shown(command) + "\n"
    }.joined()
  }
}
