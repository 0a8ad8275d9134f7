import SignetAPI
import Testing

@testable import signet

@Suite struct PropagationTextTests {
  private let times = TimeText(zone: .utc, now: APITime(milliseconds: 1_000_000))

  private func standing(_ verifier: String, _ place: Int, endsIn seconds: Int64 = 60)
    -> Propagation.Standing
  {
    Propagation.Standing(
      verifier: verifier, lease: "ls_\(place)", uid: 1,
      expiresAt: APITime(milliseconds: 1_000_000 + seconds * 1000))
  }

  @Test("what is waited for: how many follow, who is behind, how long at most")
  func progress() {
    let propagation = Propagation(
      revision: 7, complete: false, holding: [standing("chat-1", 1), standing("chat-2", 2)],
      expired: [], behind: [standing("chat-7", 3, endsIn: 42), standing("chat-7", 4, endsIn: 9)])
    #expect(
      PropagationText.progress(propagation, times)
        == "waiting: 2 of 4 verifiers followed; behind: chat-7 (2) (42 s at most)")
    #expect(
      PropagationText.incomplete(propagation, times)
        == "not every verifier has followed; behind: chat-7 (2) (42 s at most)")
  }

  @Test("keys that were fetched without a lease are waited for, too")
  func anonymous() {
    let propagation = Propagation(
      revision: 7, complete: false, holding: [standing("chat-1", 1)], expired: [], behind: [],
      anonymousUntil: APITime(milliseconds: 1_031_000))
    #expect(
      PropagationText.progress(propagation, times)
        == "waiting: 1 of 1 verifier followed; keys fetched without a lease are still used (31 s at most)"
    )
  }

  @Test("in the end: who followed, and who did not and may use no key any more")
  func complete() {
    let propagation = Propagation(
      revision: 7, complete: true, holding: [standing("chat-1", 1)],
      expired: [standing("chat-9", 2, endsIn: -1)], behind: [])
    #expect(
      PropagationText.complete(propagation, after: propagation)
        == "1 verifier followed, none is behind\n"
        + "did not answer, and may use no key any more: chat-9\n")
    let nobody = Propagation(revision: 7, complete: true, holding: [], expired: [], behind: [])
    #expect(
      PropagationText.complete(nobody, after: nobody)
        == "no verifier holds a lease: nobody had to follow\n")
  }

  @Test("that keys were fetched without a lease is said where it was waited for")
  func afterAnonymous() {
    let nobody = Propagation(revision: 7, complete: true, holding: [], expired: [], behind: [])
    var first = nobody
    first.anonymousUntil = APITime(milliseconds: 1_031_000)
    #expect(
      PropagationText.complete(nobody, after: first)
        == "no verifier holds a lease: nobody had to follow\n"
        + "keys that were fetched without a lease are used no more\n")
  }

  @Test("of many names the first are said")
  func many() {
    let standings = (10..<18).map { standing("chat-\($0)", $0) }
    #expect(
      PropagationText.names(standings)
        == "chat-10, chat-11, chat-12, chat-13, chat-14 and 3 more")
  }
}
