import Testing

@testable import SignetServer

@Suite("OpenMetrics text")
struct OpenMetricsTextTests {
  /// The lines of a document, without its end.
  private func lines(_ write: (inout OpenMetricsText) -> Void) -> [String] {
    var text = OpenMetricsText()
    write(&text)
    let document = String(decoding: text.finished(), as: UTF8.self)
    #expect(document.hasSuffix("# EOF\n"))
    return document.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
      .map(String.init)
  }

  @Test("of nothing is its end")
  func empty() {
    #expect(OpenMetricsText().finished() == Array("# EOF\n".utf8))
  }

  @Test("has a counter's samples end in _total, and its family not")
  func counter() {
    #expect(
      lines { $0.counter("a_b", "Help.", [([("x", "1"), ("y", "2")], UInt64.max)]) } == [
        "# TYPE a_b counter", "# HELP a_b Help.",
        #"a_b_total{x="1",y="2"} 18446744073709551615"#,
      ])
  }

  @Test("names the unit that a name ends with")
  func unit() {
    #expect(
      lines { $0.gauge("a_bytes", "Help.", 7) } == [
        "# TYPE a_bytes gauge", "# UNIT a_bytes bytes", "# HELP a_bytes Help.", "a_bytes 7",
      ])
    #expect(lines { $0.gauge("bytes_of_a", "Help.", 7) }.count == 3)
  }

  @Test("has an info's labels on the value 1")
  func info() {
    #expect(
      lines { $0.info("a", "Help.", [("version", "1.2")]) }.last == #"a_info{version="1.2"} 1"#)
  }

  @Test(
    "spells a backslash, a quotation mark and a line feed so that each value ends where it ends",
    arguments: [
      ("plain é", "plain é"), (#"a\b"#, #"a\\b"#), (#"a"b"#, #"a\"b"#), ("a\nb", #"a\nb"#),
      ("\\\n\"", #"\\\n\""#), ("\\n", #"\\n"#),
    ])
  func escaping(text: String, spelt: String) {
    #expect(OpenMetricsText.escaped(text) == spelt)
    let written = lines { $0.gauge("a", text, [([("l", text)], 1)]) }
    #expect(
      written == ["# TYPE a gauge", "# HELP a \(spelt)", "a{l=\"\(spelt)\"} 1"])
  }

  @Test("counts in each bucket of a histogram all that is below its bound, up to +Inf")
  func histogram() {
    let table = CounterTable(count: LatencyHistogram.width)
    for nanoseconds: UInt64 in [1, 10_000, 10_001, 1_000_000_000, 60_000_000_000] {
      LatencyHistogram.add(nanoseconds, to: table, at: 0)
    }
    let written = lines {
      $0.histogram("a_seconds", "Help.", [([("r", "x")], LatencyHistogram(table, at: 0))])
    }
    let samples = written.dropFirst(3).map { $0.split(separator: " ") }
    #expect(samples.count == LatencyHistogram.bounds.count + 3)
    let expected = [
      ("1e-05", 2), ("2.5e-05", 3), ("0.0001", 3), ("0.00025", 3), ("0.5", 3), ("1.0", 4),
      ("10.0", 4), ("+Inf", 5),
    ]
    for (bound, count) in expected {
      #expect(written.contains(#"a_seconds_bucket{r="x",le="\#(bound)"} \#(count)"#), "\(bound)")
    }
    #expect(written.suffix(2).first == #"a_seconds_sum{r="x"} 61.000020002"#)
    #expect(written.last == #"a_seconds_count{r="x"} 5"#)
  }

  @Test(
    "spells numbers as the format has them",
    arguments: [
      (0, "0.0"), (1.5, "1.5"), (1e-5, "1e-05"), (-.infinity, "-Inf"), (.infinity, "+Inf"),
      (.nan, "NaN"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) {
    #expect(value.metricText == text)
    #expect(true.metricText == "1")
    #expect(false.metricText == "0")
  }
}
