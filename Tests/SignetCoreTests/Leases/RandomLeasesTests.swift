import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("random leases", .timeLimit(.minutes(5)))
struct RandomLeasesTests {
  private static let names = ["a", "b", "c"]

  @Test(
    "come to the same as the rules written down simply, and every wait ends in time",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func agrees(seed: Int) throws {
    print("random leases: seed \(seed)")
    var run = Run(seed: UInt64(seed))
    for _ in 0..<2500 { try run.step() }
    #expect(run.waitsEnded > 50)
    #expect(run.refusals > 20)
  }

  private struct Run {
    let entropy: SeededEntropy
    let story = TableStory()
    var naive = NaiveLeases(newest: 10)
    /// Waits by their number: what for, and since when.
    var waits: [Int: (revision: UInt64, since: Duration)] = [:]
    var waitsEnded = 0
    var refusals = 0

    init(seed: UInt64) { entropy = SeededEntropy(seed) }

    private func name() -> String { RandomLeasesTests.names[entropy.below(3)] }

    private func filter() -> [String]? {
      entropy.below(2) == 0 ? nil : RandomLeasesTests.names.filter { _ in entropy.below(2) == 0 }
    }

    private func anyLease() -> NaiveLeases.Known? {
      let known = naive.leases.suffix(12)
      return known.isEmpty ? nil : known[known.startIndex + entropy.below(known.count)]
    }

    mutating func step() throws {
      switch entropy.below(20) {
      case 0...4: try pass()
      case 5, 6: try change()
      case 7: fetch()
      case 8, 9: try grant()
      case 10...15: try renew()
      case 16: try release()
      case 17: try beginWait()
      case 18: try reconnect()
      default: if entropy.below(20) == 0 { recover() }
      }
      try check()
    }

    private mutating func pass() throws {
      story.pass(.milliseconds([10, 500, 2500, 5000, 9000, 15_000][entropy.below(6)]))
    }

    private mutating func change() throws {
      let name = name()
      try story.publish(name)
      naive.publish(name, story.now)
    }

    private mutating func fetch() {
      let name = name()
      try? story.fetch(name)
      naive.fetches.append((name, story.now))
    }

    private mutating func add(_ grant: LeaseGrant, uid: UInt32, _ filter: [String]?) {
      naive.leases.append(
        .init(
          id: grant.lease, verifier: "v", uid: uid, workspaces: filter.map { Set($0) },
          holds: grant.revision, end: story.now + .seconds(60)))
    }

    private mutating func grant() throws {
      guard naive.live(story.now).count < 8 else { return }
      let (uid, filter) = (UInt32(2000 + entropy.below(2)), filter())
      let grant = try story.grant(uid: uid, workspaces: filter)
      #expect(grant.revision == naive.newest)
      add(grant, uid: uid, filter)
    }

    private mutating func renew() throws {
      guard let lease = anyLease() else { return }
      let uid = entropy.below(10) == 0 ? 2000 : lease.uid
      let holds: UInt64 =
        switch entropy.below(6) {
        case 0: naive.newest + 1
        case 1: lease.holds
        case 2: naive.newest - min(2, naive.newest)
        default: naive.newest
        }
      let expected = naive.renew(lease.id, holds: holds, uid: uid, story.now)
      let found: NaiveLeases.Answer
      do throws(SignetError) {
        found = .renewed(try story.renew(lease.id, holds: holds, uid: uid).holds)
      } catch {
        switch error {
        case .leaseBehind(_, let revision): found = .behind(revision)
        case .leaseForbidden: found = .forbidden
        case .leaseNotFound: found = .notFound
        default: found = .invalid
        }
      }
      if case .behind = found { refusals += 1 }
      #expect(found == expected)
    }

    private mutating func release() throws {
      guard let lease = anyLease(), entropy.below(3) == 0 else { return }
      let isLive = naive.live(story.now).contains { $0.id == lease.id }
      let released = (try? story.table.release(lease.id, uid: lease.uid, now: story.now)) != nil
      #expect(released == isLive)
      if let index = naive.leases.firstIndex(where: { $0.id == lease.id }), isLive {
        naive.leases[index].isReleased = true
      }
    }

    private mutating func reconnect() throws {
      guard let old = anyLease() else { return }
      let filter = entropy.below(2) == 0 ? old.workspaces.map { Array($0) } : filter()
      let live = naive.live(story.now).first { $0.id == old.id }
      let holds =
        if let live {
          naive.inherited(live, by: filter.map { Set($0) }, story.now)
        } else { Optional(naive.newest) }
      let grant = try? story.grant(uid: old.uid, workspaces: filter, replacing: old.id)
      #expect(grant?.revision == holds)
      guard let grant else { return }
      add(grant, uid: old.uid, filter)
      let covers =
        filter.map { new in old.workspaces.map { $0.isSubset(of: new) } ?? false } ?? true
      if live != nil, covers,
        let index = naive.leases.firstIndex(where: { $0.id == old.id })
      {
        naive.leases[index].isReleased = true
      }
    }

    private mutating func recover() {
      guard waits.isEmpty else { return }
      let revision = naive.newest + UInt64(entropy.below(3))
      story.table.reset(to: revision, now: story.now)
      naive.recover(to: revision, story.now)
    }

    private mutating func beginWait() throws {
      guard waits.count < 5 else { return }
      let revision = naive.newest - min(naive.newest - 1, UInt64(entropy.below(4)))
      let standing = naive.standing(of: revision, story.now)
      let isComplete = standing.behind.isEmpty && standing.anonymousUntil == nil
      let number = try story.wait(for: revision)
      #expect((number == nil) == isComplete)
      if let number { waits[number] = (revision, story.now) }
    }

    private mutating func check() throws {
      let now = story.now
      // Any revision that is not forgotten, and the newest.
      for revision in [
        naive.newest, naive.newest - min(naive.newest - 1, UInt64(entropy.below(9))),
      ] {
        let found = try story.propagation(of: revision)
        var standing = NaiveLeases.Standing()
        standing.holding = Set(found.holding.map(\.id))
        standing.behind = Set(found.behind.map(\.id))
        standing.expired = Set(found.expired.map(\.id))
        standing.anonymousUntil = found.anonymousUntil
        #expect(standing == naive.standing(of: revision, now), "revision \(revision)")
      }
      for lease in naive.live(now) {
        let found = try #require(story.table.leases[lease.id])
        #expect(found.holds == lease.holds)
        #expect(found.expiresAt == lease.end)
        #expect((story.table.ring.lag(of: found) == 0) == (naive.lag(lease) == 0))
      }
      story.table.finishWaits(now: now)
      for (number, wait) in waits {
        let standing = naive.standing(of: wait.revision, now)
        let isComplete = standing.behind.isEmpty && standing.anonymousUntil == nil
        let isOver = story.table.finished.contains(number)
        #expect(isOver == (isComplete || now >= wait.since + .seconds(65)))
        // Whatever the verifiers did, it was complete by then.
        if now >= wait.since + .seconds(65) { #expect(isComplete) }
        if isOver {
          waits[number] = nil
          waitsEnded += 1
        }
      }
    }
  }
}
