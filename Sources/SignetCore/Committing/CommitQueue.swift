import Foundation

/// The units that wait for the committer, a queue a lane.
// SAFETY: all state is read and written with the condition's lock held.
final class CommitQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let stopping = DispatchSemaphore(value: 0)
  private var waiting: [Lane: [CommitUnit]] = [:]
  private var refusal: SignetError?
  private var isStopped = false

  /// Throws `.busy` if the lane is full, or the refusal that is in force.
  func append(_ unit: CommitUnit, to lane: Lane) throws(SignetError) {
    condition.lock()
    defer { condition.unlock() }
    if isStopped { throw .unavailable(.stopping) }
    if let refusal { throw refusal }
    guard waiting[lane, default: []].count < lane.capacity else { throw .busy }
    waiting[lane, default: []].append(unit)
    condition.signal()
  }

  /// The next batch, admins' work first; waits for one. Nil once stopped and empty.
  func next() -> [CommitUnit]? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.values.allSatisfy(\.isEmpty) {
      if isStopped { return nil }
      condition.wait()
    }
    var batch: [CommitUnit] = []
    for lane in Lane.allCases {
      guard let units = waiting[lane], !units.isEmpty else { continue }
      batch.append(contentsOf: units.prefix(lane.share))
      waiting[lane] = Array(units.dropFirst(lane.share))
    }
    return batch
  }

  /// Refuses new units with `error` until lifted with nil, and hands back those that wait.
  func refuse(with error: SignetError?) -> [CommitUnit] {
    condition.lock()
    defer { condition.unlock() }
    refusal = error
    guard error != nil else { return [] }
    let units = Lane.allCases.flatMap { waiting[$0] ?? [] }
    waiting = [:]
    return units
  }

  /// Takes no more units; those that wait are still done.
  func stop() {
    condition.lock()
    defer { condition.unlock() }
    isStopped = true
    condition.broadcast()
    stopping.signal()
  }

  /// Waits for `seconds`, or less if stopped. Answers whether it was stopped.
  func pause(seconds: Double) -> Bool {
    stopping.wait(timeout: .now() + seconds) == .success
  }

  var isEmpty: Bool {
    condition.lock()
    defer { condition.unlock() }
    return waiting.values.allSatisfy(\.isEmpty)
  }

  var depth: Int { Lane.allCases.reduce(0) { $0 + depth(of: $1) } }

  func depth(of lane: Lane) -> Int {
    condition.lock()
    defer { condition.unlock() }
    return waiting[lane]?.count ?? 0
  }
}
