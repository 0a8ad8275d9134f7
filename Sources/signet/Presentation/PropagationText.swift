import SignetAPI

/// How far verifiers have followed a change.
enum PropagationText {
  /// While it is waited for: who holds it, who is behind, how long at most.
  static func progress(_ propagation: Propagation, _ times: TimeText) -> String {
    let count = propagation.holding.count + propagation.behind.count
    var text = "waiting: \(propagation.holding.count) of \(verifiers(count)) followed"
    if !propagation.behind.isEmpty { text += "; behind: \(names(propagation.behind))" }
    if propagation.behind.isEmpty, propagation.anonymousUntil != nil {
      text += "; keys fetched without a lease are still used"
    }
    return text + atMost(propagation, times)
  }

  /// When it is complete: a line each for those who follow and those who ran out.
  /// `first` is what it was when the wait began.
  static func complete(_ propagation: Propagation, after first: Propagation) -> String {
    var lines: [String] = []
    switch (propagation.holding.count, propagation.expired.count) {
    case (0, 0): lines.append("no verifier holds a lease: nobody had to follow")
    case (let holding, _):
      lines.append(
        holding == 0
          ? "no verifier holds keys any more" : "\(verifiers(holding)) followed, none is behind")
    }
    if first.anonymousUntil != nil, propagation.anonymousUntil == nil {
      lines.append("keys that were fetched without a lease are used no more")
    }
    if !propagation.expired.isEmpty {
      lines.append(
        "did not answer, and may use no key any more: \(names(propagation.expired))")
    }
    return lines.map { SafeText.shown($0) + "\n" }.joined()
  }

  /// Why it is not complete, as an error says it.
  static func incomplete(_ propagation: Propagation, _ times: TimeText) -> String {
    guard !propagation.behind.isEmpty else {
      return "keys that were fetched without a lease are still used" + atMost(propagation, times)
    }
    return "not every verifier has followed; behind: \(names(propagation.behind))"
      + atMost(propagation, times)
  }

  /// " (42 s at most)": until the last of them must have followed or may use no key any more.
  private static func atMost(_ propagation: Propagation, _ times: TimeText) -> String {
    let ends = propagation.behind.map(\.expiresAt) + [propagation.anonymousUntil].compactMap(\.self)
    guard let last = ends.map(\.milliseconds).max() else { return "" }
    let left = max(0, last - times.now.milliseconds)
    return " (\(TimeText.length(milliseconds: left)) at most)"
  }

  private static func verifiers(_ count: Int) -> String {
    count == 1 ? "1 verifier" : "\(count) verifiers"
  }

  /// "chat-7, chat-8 (2) and 5 more": replicas share a name.
  static func names(_ standings: [Propagation.Standing]) -> String {
    let counts = Dictionary(grouping: standings, by: \.verifier).mapValues(\.count)
    let names = counts.sorted { $0.key < $1.key }.map { name, count in
      count == 1 ? name : "\(name) (\(count))"
    }
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }
}
