import SignetCore
import Testing

@testable import signetd

@Suite("the wall clock")
struct ClockOffsetTests {
  static let start = Timestamp(milliseconds: 1_800_000_000_000)

  @Test("a step is told once, with its length", arguments: [1.0, -1, 3600, -86_400])
  func step(seconds: Double) {
    var offset = ClockOffset(wall: Self.start, now: Self.start)
    let later = Self.start + .seconds(2)
    #expect(offset.step(wall: later + .seconds(seconds), now: later) == .seconds(seconds))
    #expect(offset.latest == .seconds(seconds))
    let again = later + .seconds(2)
    #expect(offset.step(wall: again + .seconds(seconds), now: again) == nil)
  }

  @Test("slewing is none, however long it goes on")
  func slewing() {
    var offset = ClockOffset(wall: Self.start, now: Self.start)
    for round in 1...10_000 {
      let now = Self.start + .seconds(2 * round)
      #expect(offset.step(wall: now + .milliseconds(round), now: now) == nil)
    }
    #expect(offset.latest == .seconds(10))
  }
}
