import SignetAPI
import Testing

@Suite struct APITimeTests {
  @Test(
    "a time is read and written to the millisecond",
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0),
      ("1970-01-01T00:00:00.001Z", 1),
      ("2000-02-29T23:59:59.999Z", 951_868_799_999),
      ("2026-11-24T07:58:22.000Z", 1_795_507_102_000),
      ("2100-03-01T00:00:00.000Z", 4_107_542_400_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ] as [(String, Int64)])
  func bothWays(text: String, milliseconds: Int64) {
    #expect(APITime(text)?.milliseconds == milliseconds)
    #expect(APITime(milliseconds: milliseconds).text == text)
  }

  @Test("a time without a fraction is on the second")
  func withoutFraction() {
    #expect(APITime("2026-11-24T07:58:22Z") == APITime("2026-11-24T07:58:22.000Z"))
  }

  @Test(
    "another spelling is not a time",
    arguments: [
      "", "2026-11-24", "2026-11-24T07:58:22", "2026-11-24t07:58:22Z", "2026-11-24T07:58:22z",
      "2026-11-24 07:58:22Z", "2026-11-24T07:58:22+00:00", "2026-11-24T07:58:22.1Z",
      "2026-11-24T07:58:22.123456Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
      "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
      "2026-01-01T00:00:60Z", "1969-12-31T23:59:59Z", "+026-01-01T00:00:00Z",
      "२०२६-01-01T00:00:00Z", "1795507102000",
    ])
  func refuses(text: String) {
    #expect(APITime(text) == nil)
  }

  @Test("every day of four centuries comes back as it went")
  func everyDay() {
    for day in stride(from: 0 as Int64, through: 146_097, by: 1) {
      let time = APITime(milliseconds: day * 86_400_000)
      guard APITime(time.text) == time else {
        Issue.record("day \(day) is written \(time.text)")
        return
      }
    }
  }

  @Test("moments that have no spelling become the nearest that has")
  func clamped() {
    #expect(APITime(milliseconds: -1).text == "1970-01-01T00:00:00.000Z")
    #expect(APITime(milliseconds: .max).text == "9999-12-31T23:59:59.999Z")
  }
}
