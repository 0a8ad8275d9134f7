/// Metrics in the text format of Prometheus, version 0.0.4, made of OpenMetrics text, for a file that
/// node_exporter adds to its own metrics.
///
/// The format has no units, no end and no infos, and a counter's family has its samples' name.
/// node_exporter has the names `process_…` for itself and then shows nothing at all, so the daemon's
/// become `signet_process_…`. Source: "Exposition formats" of Prometheus' documentation.
enum TextFormat {
  static func lines(of openMetrics: [String]) -> [String] {
    var kinds: [Substring: Substring] = [:]
    return openMetrics.compactMap { line in
      let words = line.split(separator: " ", maxSplits: 3)
      guard words.first == "#" else { return own(line[...]) }
      guard words.count == 4 else { return nil }
      let name = words[2]
      switch words[1] {
      case "TYPE":
        kinds[name] = words[3]
        return "# TYPE \(family(name, words[3])) \(words[3] == "info" ? "gauge" : words[3])"
      case "HELP":
        // Here only a backslash and a line feed are spelt with a backslash.
        let help = words[3].replacing(#"\""#, with: "\"")
        return "# HELP \(family(name, kinds[name] ?? "")) \(help)"
      default: return nil
      }
    }
  }

  private static func family(_ name: Substring, _ kind: Substring) -> String {
    switch kind {
    case "counter": own(name) + "_total"
    case "info": own(name) + "_info"
    default: own(name)
    }
  }

  private static func own(_ name: Substring) -> String {
    name.hasPrefix("process_") ? "signet_" + name : String(name)
  }
}
