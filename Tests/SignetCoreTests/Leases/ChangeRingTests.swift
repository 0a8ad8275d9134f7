import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the ring of changes")
struct ChangeRingTests {
  private func ring(_ capacity: Int, _ workspaces: [String]) throws -> ChangeRing {
    var ring = ChangeRing(
      capacity: capacity, after: .init(revision: 100, at: .zero, anonymousUntil: nil))
    for (index, workspace) in workspaces.enumerated() {
      ring.append(
        revision: ring.newest + 1, workspace: try workspaceID(workspace),
        introduces: UInt32(index + 1), at: .seconds(index + 1), anonymousUntil: nil)
    }
    return ring
  }

  private func revisions(_ changes: KeyChanges) -> [UInt64]? {
    switch changes {
    case .changes(let changes): changes.map(\.revision)
    case .gone: nil
    }
  }

  @Test("keeps at least 10,000 changes")
  func capacity() { #expect(ChangeRing.defaultCapacity >= 10_000) }

  @Test("tells what follows a revision, in order, as much as is asked for")
  func after() throws {
    let ring = try ring(8, ["a", "b", "c"])
    #expect(revisions(ring.changes(after: 100, limit: 9)) == [101, 102, 103])
    #expect(revisions(ring.changes(after: 101, limit: 1)) == [102])
    #expect(revisions(ring.changes(after: 103, limit: 9)) == [])
    #expect(revisions(ring.changes(after: 100, limit: 0)) == [])
  }

  @Test("says so where changes are forgotten, or a revision is not of this database's life")
  func gone() throws {
    let ring = try ring(2, ["a", "b", "c", "d"])
    #expect(ring.changes(after: 101, limit: 9) == .gone(newest: 104))
    #expect(revisions(ring.changes(after: 102, limit: 9)) == [103, 104])
    #expect(ring.changes(after: 105, limit: 9) == .gone(newest: 104))
  }

  @Test("knows which revision brought a version in, as long as it is kept")
  func introduction() throws {
    let ring = try ring(3, ["a", "a", "b", "a"])
    let id = try workspaceID("a")
    #expect(ring.introduction(of: 4, in: id) == 104)
    #expect(ring.introduction(of: 2, in: id) == 102)
    #expect(ring.introduction(of: 1, in: id) == nil)
    #expect(try ring.introduction(of: 3, in: workspaceID("b")) == 103)
    #expect(try ring.introduction(of: 2, in: workspaceID("b")) == nil)
  }

  @Test("answers as a list would, whatever its size", arguments: [1, 2, 3, 7, 64])
  func naive(capacity: Int) throws {
    let entropy = SeededEntropy(UInt64(capacity))
    let names = (0..<5).map { "w\($0)" }
    let all = try (0..<60).map { _ in names[entropy.below(5)] }.map { $0 }
    let ring = try ring(capacity, all)
    let kept = Array(all.enumerated().suffix(capacity))
    let forgotten = 100 + UInt64(all.count - kept.count)
    let forgottenAt = Duration.seconds(all.count - kept.count)
    for _ in 0..<2000 {
      let revision = 95 + UInt64(entropy.below(70))
      let time: Duration? = entropy.below(3) == 0 ? nil : .seconds(entropy.below(65))
      let filter: Set<WorkspaceID>? =
        entropy.below(3) == 0
        ? nil
        : Set(try names.shuffled(by: entropy).prefix(entropy.below(4)).map { try workspaceID($0) })
      var found = kept.last { index, name in
        UInt64(101 + index) > revision && (time.map { .seconds(index + 1) <= $0 } ?? true)
          && (filter?.contains { $0.text == name } ?? true)
      }.map { UInt64(101 + $0.offset) }
      if found == nil, revision < forgotten, time.map({ forgottenAt <= $0 }) ?? true {
        found = forgotten
      }
      #expect(ring.newest(concerning: filter, after: revision, by: time) == found)
      let count = kept.count { index, name in
        UInt64(101 + index) > revision && (filter?.contains { $0.text == name } ?? true)
      }
      #expect(
        ring.count(concerning: filter, after: revision) == count + (revision < forgotten ? 1 : 0))
    }
  }
}

extension Array {
  fileprivate func shuffled(by entropy: SeededEntropy) -> [Element] {
    var copy = self
    for index in copy.indices.dropFirst() { copy.swapAt(index, entropy.below(index + 1)) }
    return copy
  }
}
