/// Writes metrics in the text format of OpenMetrics 1.0, one family after the other.
///
/// Source: the OpenMetrics specification, "Text format". A family's unit is the last part of its
/// name where that is a unit, as the specification has it.
struct OpenMetricsText {
  enum Kind: String {
    case gauge, counter, histogram, info
  }

  /// Names and values of a sample's labels, in the order in which they are written.
  typealias Labels = [(name: String, value: String)]

  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(64 * 1024) }

  /// The document, with its end. Nothing may be added to it.
  consuming func finished() -> [UInt8] {
    append("# EOF\n")
    return bytes
  }

  mutating func gauge(_ name: String, _ help: String, _ value: some MetricValue) {
    gauge(name, help, [([], value)])
  }

  mutating func gauge(
    _ name: String, _ help: String, _ samples: [(labels: Labels, value: some MetricValue)]
  ) {
    family(name, .gauge, help)
    for (labels, value) in samples { sample(name, labels, value.metricText) }
  }

  mutating func counter(_ name: String, _ help: String, _ value: some MetricValue) {
    counter(name, help, [([], value)])
  }

  /// `name` without `_total`.
  mutating func counter(
    _ name: String, _ help: String, _ samples: [(labels: Labels, value: some MetricValue)]
  ) {
    family(name, .counter, help)
    for (labels, value) in samples { sample(name + "_total", labels, value.metricText) }
  }

  /// Text that stays the same as long as the process runs, as labels. `name` without `_info`.
  mutating func info(_ name: String, _ help: String, _ labels: Labels) {
    family(name, .info, help)
    sample(name + "_info", labels, "1")
  }

  mutating func histogram(
    _ name: String, _ help: String, _ samples: [(labels: Labels, value: LatencyHistogram)]
  ) {
    family(name, .histogram, help)
    for (labels, histogram) in samples {
      var below: UInt64 = 0
      for (place, count) in histogram.counts.enumerated() {
        below &+= count
        let bound =
          place < LatencyHistogram.bounds.count
          ? (Double(LatencyHistogram.bounds[place]) / 1e9).metricText : "+Inf"
        sample(name + "_bucket", labels + [("le", bound)], below.metricText)
      }
      sample(name + "_sum", labels, histogram.seconds.metricText)
      sample(name + "_count", labels, below.metricText)
    }
  }

  private mutating func family(_ name: String, _ kind: Kind, _ help: String) {
    append("# TYPE \(name) \(kind.rawValue)\n")
    if let unit = ["seconds", "bytes"].first(where: { name.hasSuffix("_" + $0) }) {
      append("# UNIT \(name) \(unit)\n")
    }
    append("# HELP \(name) \(Self.escaped(help))\n")
  }

  private mutating func sample(_ name: String, _ labels: Labels, _ value: String) {
    append(name)
    if !labels.isEmpty {
      let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      append("{" + pairs.joined(separator: ",") + "}")
    }
    append(" \(value)\n")
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  /// A backslash, a quotation mark and a line feed are spelt with a backslash.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x5C, 0x22, 0x0A].contains($0) }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += #"\\"#
      case "\"": result += #"\""#
      case "\n": result += #"\n"#
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A number as a sample's value.
protocol MetricValue {
  var metricText: String { get }
}

extension UInt64: MetricValue {
  var metricText: String { String(self) }
}

extension Int: MetricValue {
  var metricText: String { String(self) }
}

extension Double: MetricValue {
  /// What is no number is spelt as the format has it.
  var metricText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Inf" : "+Inf" }
    return description
  }
}

extension Bool: MetricValue {
  var metricText: String { self ? "1" : "0" }
}
