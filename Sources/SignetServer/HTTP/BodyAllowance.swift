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

  /// `total` in bytes; one uid may take half of it.
  init(total: Int) { self.total = total }

  /// Room for a body of `count` bytes; nil where there is none. It is given back with the last
  /// reference to it.
  func take(_ count: Int, by uid: UInt32) -> BodyAllowance? {
    let taken = state.withLock { state in
      let own = state.perUser[uid, default: 0]
      guard state.taken + count <= total, own + count <= total / 2 else { return false }
      state.taken += count
      state.perUser[uid] = own + count
      return true
    }
    return taken ? BodyAllowance(budget: self, count: count, uid: uid) : nil
  }

  fileprivate func giveBack(_ count: Int, of uid: UInt32) {
    state.withLock { state in
      state.taken -= count
      let own = state.perUser[uid, default: count] - count
      state.perUser[uid] = own > 0 ? own : nil
    }
  }

  /// Bytes taken at this moment.
  var taken: Int { state.withLock { $0.taken } }
}

/// The right of one request to hold a body, for as long as the request is held.
final class BodyAllowance: Sendable {
  private let budget: BodyBudget
  private let count: Int
  private let uid: UInt32

  fileprivate init(budget: BodyBudget, count: Int, uid: UInt32) {
    self.budget = budget
    self.count = count
    self.uid = uid
  }

  deinit { budget.giveBack(count, of: uid) }
}
