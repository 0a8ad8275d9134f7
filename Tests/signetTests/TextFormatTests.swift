import Testing

@testable import signet

@Suite struct TextFormatTests {
  private func text(_ lines: String...) -> [String] { TextFormat.lines(of: lines) }

  @Test("a counter's family gets the name of its samples")
  func counter() {
    #expect(
      text("# TYPE a counter", "# HELP a Help of it.", #"a_total{b="c"} 1"#, "# EOF") == [
        "# TYPE a_total counter", "# HELP a_total Help of it.", #"a_total{b="c"} 1"#,
      ])
  }

  @Test("an info, which the format does not know, is a gauge")
  func info() {
    #expect(
      text("# TYPE a info", "# HELP a Help.", #"a_info{v="1"} 1"#) == [
        "# TYPE a_info gauge", "# HELP a_info Help.", #"a_info{v="1"} 1"#,
      ])
  }

  @Test("a name that node_exporter has for itself is the daemon's own")
  func process() {
    #expect(
      text(
        "# TYPE process_cpu_seconds counter", "# HELP process_cpu_seconds Help.",
        "process_cpu_seconds_total 1", "# TYPE process_open_fds gauge", "process_open_fds 2") == [
          "# TYPE signet_process_cpu_seconds_total counter",
          "# HELP signet_process_cpu_seconds_total Help.",
          "signet_process_cpu_seconds_total 1", "# TYPE signet_process_open_fds gauge",
          "signet_process_open_fds 2",
        ])
  }

  @Test("units and the end are left out, and the rest stays")
  func rest() {
    #expect(
      text(
        "# TYPE a_seconds histogram", "# UNIT a_seconds seconds",
        #"# HELP a_seconds a \"b\" \\ \n"#,
        #"a_seconds_bucket{le="+Inf"} 2"#, "a_seconds_sum 0.5", "a_seconds_count 2", "# EOF")
        == [
          "# TYPE a_seconds histogram", #"# HELP a_seconds a "b" \\ \n"#,
          #"a_seconds_bucket{le="+Inf"} 2"#, "a_seconds_sum 0.5", "a_seconds_count 2",
        ])
  }
}
