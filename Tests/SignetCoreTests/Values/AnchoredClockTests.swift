import SignetCore
import Testing

@Suite("the daemon's clock")
struct AnchoredClockTests {
  @Test("starts at the wall clock's time, wherever that is, and goes on from there")
  func anchored() {
    for wall in [Timestamp(milliseconds: 0), Timestamp(milliseconds: 1_800_000_000_000)] {
      let clock = AnchoredClock(wall: wall)
      let first = clock.now()
      let second = clock.now()
      #expect(wall <= first)
      #expect(first <= second)
      #expect(second < wall + .hours(1))
    }
  }
}
