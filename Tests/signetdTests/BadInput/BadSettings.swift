import SignetAPI

/// Settings out of their range, where they are changed and where they come with a workspace.
enum BadSettings {
  private struct Place {
    let route: Route
    let pointer: String
    let before: String
    let after: String
  }

  private static let places = [
    Place(route: .updateSettings, pointer: "", before: "{", after: "}"),
    Place(
      route: .createWorkspace, pointer: "/settings", before: #"{"id":"other","settings":{"#,
      after: "}}"),
  ]

  private static let kinds: [(name: String, kind: BadMember.Kind)] = [
    ("enforcement", .text), ("requireExpiry", .flag), ("revealRequiresReason", .flag),
    ("maxTokenLifetime", .duration(longest: 2_592_000)), ("clockSkew", .duration(longest: 600)),
    ("defaultGrace", .duration(longest: 2_592_000)),
    ("rotateEvery", .duration(longest: 63_072_000)),
  ]

  /// Null sets a setting back to its default.
  static let members = places.flatMap { place in
    kinds.map { name, kind in
      BadMember(
        route: place.route, pointer: "\(place.pointer)/\(name)", kind: kind,
        before: place.before + "\"\(name)\":", after: place.after)
    }
  }

  private static let outOfRange: [(name: String, value: String)] = [
    ("enforcement", "on"), ("enforcement", "Off"), ("enforcement", ""),
    ("enforcement", "optional "),
    ("maxTokenLifetime", "0s"), ("maxTokenLifetime", "59s"), ("maxTokenLifetime", "2592001s"),
    ("maxTokenLifetime", "31d"), ("maxTokenLifetime", "106751991167d"),
    ("clockSkew", "601s"), ("clockSkew", "11m"), ("clockSkew", "106751991167d"),
    ("defaultGrace", "2592001s"), ("defaultGrace", "31d"), ("defaultGrace", "106751991167d"),
    ("rotateEvery", "0s"), ("rotateEvery", "86399s"), ("rotateEvery", "23h"),
    ("rotateEvery", "63072001s"), ("rotateEvery", "731d"), ("rotateEvery", "106751991167d"),
  ]

  static let rows: [BadRequest] = places.flatMap { place in
    func row(_ settings: String, _ code: ProblemCode, _ name: String) -> BadRequest {
      .body(
        place.route, settings, place.before + settings + place.after, code,
        at: "\(place.pointer)/\(name)")
    }
    let ranges = outOfRange.map { name, value in
      row("\"\(name)\":\"\(value)\"", .invalidRequest, name)
    }
    return ranges + [
      row(#""enforcement":"required","clockSkew":"1h""#, .invalidRequest, "clockSkew"),
      row(#""clockSkew":"1m","skew":"1m""#, .unknownMember, "skew"),
      row(#""ClockSkew":"1m""#, .unknownMember, "ClockSkew"),
    ]
  }
}
