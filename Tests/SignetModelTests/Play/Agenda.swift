/// What is to happen at which time of the model. Of two at the same time the one that was entered first.
struct Agenda {
  typealias Action = () async throws -> Void

  private struct Item {
    let time: Duration
    let number: Int
    let action: Action
  }

  private var items: [Item] = []
  private var next = 0

  var first: Duration? { items.first?.time }

  mutating func enter(_ time: Duration, _ action: @escaping Action) {
    let item = Item(time: time, number: next, action: action)
    next += 1
    let place = items.firstIndex { $0.time > time } ?? items.count
    items.insert(item, at: place)
  }

  /// The first whose time has come.
  mutating func take(at now: Duration) -> Action? {
    guard let first = items.first, first.time <= now else { return nil }
    return items.removeFirst().action
  }

  mutating func clear() { items = [] }
}
