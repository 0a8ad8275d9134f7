import Synchronization

/// The memory that bodies of one socket's requests may take at the same time, whoever sends them
/// and however slowly.
final class BodyBudget: Sendable {
  private struct State {
    var taken = 0
    var perUser: [UInt32: Int] = [:]
  }

  private let total: Int
  private let state = Mutex(State())

  /// `total` in bytes; one uid may take a quarter of it, uid 0 all of it.
  init(total: Int) { self.total = total }

  /// For one request's body, of which nothing has come yet. What it takes is given back with the
  /// last reference to it.
  func allowance(of uid: UInt32) -> BodyAllowance { BodyAllowance(budget: self, uid: uid) }

  fileprivate func take(_ count: Int, by uid: UInt32) -> Bool {
    state.withLock { state in
      let own = state.perUser[uid, default: 0]
      let share = uid == 0 ? total : total / 4
      guard state.taken + count <= total, own + count <= share else { return false }
      state.taken += count
      state.perUser[uid] = own + count
      return true
    }
  }

  fileprivate func giveBack(_ count: Int, of uid: UInt32) {
    guard count > 0 else { return }
    state.withLock { state in
      state.taken -= count
      let own = state.perUser[uid, default: count] - count
      state.perUser[uid] = own > 0 ? own : nil
    }
  }

  /// Bytes taken at this moment.
  var taken: Int { state.withLock { $0.taken } }
}

/// The right of one request to hold what has come of its body, for as long as the request is held.
final class BodyAllowance: Sendable {
  private let budget: BodyBudget
  private let uid: UInt32
  private let count = Atomic(0)

  fileprivate init(budget: BodyBudget, uid: UInt32) {
    self.budget = budget
    self.uid = uid
  }

  deinit { budget.giveBack(count.load(ordering: .relaxed), of: uid) }

  /// Room for more bytes; false where there is none, and then nothing is taken.
  func grow(by more: Int) -> Bool {
    guard budget.take(more, by: uid) else { return false }
    count.wrappingAdd(more, ordering: .relaxed)
    return true
  }
}
