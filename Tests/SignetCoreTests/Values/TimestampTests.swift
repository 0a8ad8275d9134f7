import SignetCore
import Testing

@Suite("moments and durations")
struct TimestampTests {
  @Test(
    "a moment is written as RFC 3339 in UTC with milliseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_800_000_000_000, "2027-01-15T08:00:00.000Z"),
      (951_782_400_250, "2000-02-29T00:00:00.250Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
    ] as [(Int64, String)])
  func text(milliseconds: Int64, expected: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == expected)
  }

  @Test("a moment too far away to be said becomes the last one, and nothing wraps")
  func saturates() {
    #expect(Timestamp(milliseconds: .max) + .seconds(1) == Timestamp(milliseconds: .max))
    #expect(Timestamp(milliseconds: .min) + .seconds(-1) == Timestamp(milliseconds: .min))
    #expect(Timestamp(milliseconds: 0) + .seconds(Int64.max) == Timestamp(milliseconds: .max))
    #expect(
      Timestamp(milliseconds: .max) - Timestamp(milliseconds: .min)
        == .milliseconds(Int64.max) - .milliseconds(Int64.min))
  }

  @Test("a duration of more milliseconds than there are numbers does not trap")
  func hugeDurations() {
    #expect(Duration.seconds(Int64.max).milliseconds == .max)
    #expect(Duration.seconds(Int64.min).milliseconds == .min)
  }

  @Test("a duration is cut to whole milliseconds towards zero")
  func cut() {
    #expect(Duration.microseconds(1999).milliseconds == 1)
    #expect(Duration.microseconds(-1999).milliseconds == -1)
  }
}
