import Glibc
import SignetAPI
import Testing

@testable import signet

@Suite struct TimeTextTests {
  private let now = APITime(milliseconds: 1_795_507_102_000)

  @Test(
    "a distance is told in one unit, to the nearest",
    arguments: [
      (0, "now"), (499, "now"), (500, "in 1 s"), (89_000, "in 89 s"), (90_000, "in 2 min"),
      (3_600_000, "in 60 min"), (5_399_000, "in 90 min"), (5_400_000, "in 2 h"),
      (86_399_000, "in 24 h"), (172_799_000, "in 48 h"), (172_800_000, "in 2 d"),
      (2_592_000_000, "in 30 d"), (-1_000, "1 s ago"), (-7_200_000, "2 h ago"),
    ] as [(Int64, String)])
  func distances(milliseconds: Int64, text: String) {
    let times = TimeText(zone: .utc, now: now)
    let time = APITime(milliseconds: now.milliseconds + milliseconds)
    #expect(times.distance(to: time) == text)
  }

  @Test("a moment in UTC says so, with the distance beside it")
  func utc() {
    let times = TimeText(zone: .utc, now: now)
    #expect(
      times.text(APITime(milliseconds: now.milliseconds + 86_400_000))
        == "2026-11-25 07:58:22 UTC (in 24 h)")
  }

  @Test(
    "a time is read in RFC 3339 and as a wall clock, and nothing else is",
    arguments: [
      ("2026-11-24T07:58:22Z", 1_795_507_102_000), ("2026-11-24 07:58:22", 1_795_507_102_000),
      ("2026-11-24 07:58", 1_795_507_080_000), ("2026-11-24T07:58", nil), ("tomorrow", nil),
      ("2026-11-24", nil), ("2026-02-30 00:00", nil), ("2026-11-24 25:00", nil), ("", nil),
      ("2026-11-24  7:58", nil),
    ] as [(String, Int64?)])
  func input(text: String, milliseconds: Int64?) {
    #expect(TimeInput.parse(text, zone: .utc)?.milliseconds == milliseconds)
  }

  @Test("what is shown in the local zone is read back as the same moment")
  func localRoundTrip() throws {
    let shown = TimeText(zone: .local, now: now).clock(now)
    let wallClock = shown.split(separator: " ").prefix(2).joined(separator: " ")
    #expect(TimeInput.parse(wallClock, zone: .local) == now)
  }
}
