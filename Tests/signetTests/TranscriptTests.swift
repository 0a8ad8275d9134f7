import Testing

@Suite struct TranscriptTests {
  @Test("a transcript is cut into commands, their output, errors and status")
  func cut() throws {
    let steps = try Transcript(
      """
      # a comment
      $ one
      > and more
      out

      ! err
      => 64
      $ two

      """
    ).steps
    #expect(steps.map(\.command) == ["one\nand more", "two"])
    #expect(steps.map(\.output) == [["out"], []])
    #expect(steps.map(\.errors) == [["err"], []])
    #expect(steps.map(\.status) == [64, 0])
    #expect(steps.map(\.line) == [2, 8])
  }

  @Test("a line before the first command, or a status in words, is a mistake")
  func mistakes() {
    #expect(throws: Transcript.Mistake.self) { try Transcript("out") }
    #expect(throws: Transcript.Mistake.self) { try Transcript("$ a\n=> no") }
  }

  @Test(
    "a placeholder stands for its kind and nothing else",
    arguments: [
      ("at 2026-11-24 07:58:22 UTC (in 24 h).", "at <time>.", true),
      ("at 2026-11-24 07:58:22 UTC", "at <time>", false),
      ("sk_0123456789012345678901", "<kid>", true), ("sk_short", "<kid>", false),
      ("a.b-c_.d", "<token>", true), ("12", "<n>", true), ("x", "<n>", false),
      ("a   b", "a b", true), ("ab", "a b", false), ("(a|b)*", "(a|b)*", true),
      ("aa", "(a|b)*", false), ("anything", "<text>", true), ("", "<text>", false),
    ])
  func placeholders(line: String, pattern: String, isMatch: Bool) {
    #expect(LinePattern.matches(line, pattern) == isMatch)
  }

  @Test(
    "three dots are any number of lines",
    arguments: [
      (["a", "b", "c"], ["a", "...", "c"], true), (["a", "c"], ["a", "...", "c"], true),
      (["a", "b"], ["a", "...", "c"], false), ([], ["..."], true), (["a"], [], false),
      ([], ["a"], false),
    ] as [([String], [String], Bool)])
  func dots(lines: [String], expected: [String], isMatch: Bool) {
    #expect(LinePattern.matches(lines, expected) == isMatch)
  }
}
