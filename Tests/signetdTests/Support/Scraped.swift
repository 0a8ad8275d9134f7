import SignetTestProcesses

/// The samples of `GET /metrics`, by what stands before their value.
struct Scraped {
  let text: String
  private let samples: [String: Double]

  init(_ text: String) throws {
    self.text = text
    var samples: [String: Double] = [:]
    for line in text.split(separator: "\n") where line.first != "#" {
      guard let space = line.lastIndex(of: " "), let value = Double(line[space...].dropFirst())
      else { throw Failure("not a sample: \(line)") }
      guard samples.updateValue(value, forKey: String(line[..<space])) == nil else {
        throw Failure("twice: \(line)")
      }
    }
    self.samples = samples
  }

  subscript(name: String) -> Double? { samples[name] }

  /// By how much each sample that counts something is more than in an `earlier` scrape. Times and
  /// what the kernel says are left out, and what is there at this moment only: open connections, and
  /// operations that wait, for the daemon has some of its own.
  func growth(since earlier: Scraped) -> [String: Double] {
    var growth: [String: Double] = [:]
    for (name, value) in samples where Self.counts(name) {
      let more = value - (earlier.samples[name] ?? 0)
      if more != 0 { growth[name] = more }
    }
    return growth
  }

  private static func counts(_ name: String) -> Bool {
    let family = name.prefix { $0 != "{" }
    return !family.hasPrefix("process_") && !family.hasPrefix("signet_state_")
      && !family.hasSuffix("_bucket") && !family.hasSuffix("_sum")
      && family != "signet_connections" && family != "signet_queue_operations"
  }
}

extension RunningDaemon {
  func scrape() throws -> Scraped {
    let answer = try send(.audit, Request("GET", "/metrics")).expecting(200)
    guard
      answer[field: "Content-Type"]
        == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    else { throw Failure("the type is \(answer[field: "Content-Type"] ?? "missing")") }
    return try Scraped(answer.text)
  }
}
