import SignetAPI
import Testing

@Suite struct APIDurationTests {
  @Test(
    "a duration is digits and one unit",
    arguments: [
      ("0s", 0), ("90s", 90), ("15m", 900), ("24h", 86400), ("30d", 2_592_000), ("1d", 86400),
    ] as [(String, Int64)])
  func reads(text: String, seconds: Int64) {
    #expect(APIDuration(text)?.seconds == seconds)
  }

  @Test(
    "anything else is not a duration",
    arguments: [
      "", "s", "1", "-1s", "+1s", "1 s", " 1s", "1s ", "1.5h", "01s", "00s", "1w", "1S", "1hs",
      "1h30m", "١s", "106751991168d", "9223372036854776s", "99999999999999999999d", "1ms", "1e3s",
    ])
  func refuses(text: String) {
    #expect(APIDuration(text) == nil)
  }

  @Test("the longest duration's milliseconds fit 64 bits")
  func longest() {
    #expect(APIDuration("9223372036854775s")?.milliseconds == 9_223_372_036_854_775_000)
  }

  @Test(
    "a duration is written in its largest exact unit",
    arguments: [
      (0, "0s"), (59, "59s"), (60, "1m"), (61, "61s"), (3600, "1h"), (5400, "90m"), (86400, "1d"),
      (90000, "25h"), (2_592_000, "30d"),
    ] as [(Int64, String)])
  func writes(seconds: Int64, text: String) {
    #expect(APIDuration(seconds: seconds)?.text == text)
  }

  @Test("there is no negative duration and none of half a second")
  func inexpressible() {
    #expect(APIDuration(seconds: -1) == nil)
    #expect(APIDuration(milliseconds: 1500) == nil)
    #expect(APIDuration(milliseconds: 2000)?.text == "2s")
  }
}
