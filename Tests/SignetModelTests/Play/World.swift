import SignetTestProcesses
import SignetTestSupport
import Testing

@testable import SignetCore

/// The daemon, the processes, what is on its way between them, and the time of all.
final class World {
  let daemon: ModelDaemon
  /// Decides everything that a seed decides.
  let chance: SeededEntropy
  var agenda = Agenda()
  var processes: [any ModelProcess] = [] {
    didSet { everybody += processes.filter { process in !everybody.contains { $0 === process } } }
  }
  /// All that ever were, so that none is taken for another one.
  private var everybody: [any ModelProcess] = []
  var watch: Watch
  var waits: [ModelWait] = []
  /// Fetches that have been sent and have not arrived.
  var flying: [FetchCall] = []
  /// What is told, and what a fetch at that moment would find.
  var order: ToldOrder?
  /// The last moment up to which nothing could run.
  var frozenUntil = Duration.zero
  private(set) var journal: [String] = []

  init(seed: UInt64) throws {
    daemon = try ModelDaemon(seed: seed &+ 1000)
    chance = SeededEntropy(seed)
    watch = Watch()
  }

  var now: Duration { daemon.clock.uptime }

  /// What happened last, for whoever has to find out why something fell.
  func note(_ text: @autoclosure () -> String) {
    journal.append("\(now.milliseconds) ms: \(text())")
    if journal.count > 400 { journal.removeFirst(200) }
  }

  // MARK: Chance

  func oneIn(_ count: Int) -> Bool { chance.below(count) == 0 }

  func some(upTo limit: Duration) -> Duration {
    .milliseconds(chance.below(max(1, Int(limit.milliseconds) + 1)))
  }

  func one<Element>(of elements: [Element]) -> Element { elements[chance.below(elements.count)] }

  func anyOf(_ durations: Duration...) -> Duration { one(of: durations) }

  // MARK: Time

  /// Lets time pass for all, in the order of what happens in it.
  func pass(_ duration: Duration) async throws {
    let end = now + duration
    try await settle()
    while true {
      let next = min(end, nextEvent ?? end)
      if next > now { daemon.clock.advance(by: next - now) }
      let isLast = now >= end
      while let action = agenda.take(at: now) { try await action() }
      try await settle()
      if isLast { return }
    }
  }

  /// The whole machine stands still, and its clocks go on.
  func freeze(_ duration: Duration) async throws {
    daemon.clock.advance(by: duration)
    frozenUntil = now
    try await pass(.zero)
  }

  private var nextEvent: Duration? {
    var times = [agenda.first].compactMap(\.self)
    for process in processes {
      if process.line.isStopped(at: now) {
        times.append(process.line.stoppedUntil)
      } else if let wake = process.nextWake(after: now) {
        times.append(max(wake, now + .milliseconds(1)))
      }
    }
    if let service = daemon.service {
      times += service.leases.withTable { table, _ in
        table.leases.values.map(\.expiresAt) + table.waits.map(\.deadline)
          + table.waits.compactMap(\.anonymousUntil)
      }.flatMap { [$0 - .milliseconds(1), $0] }.filter { $0 > now }
    }
    return times.min()
  }

  /// Everybody does what is due now, until nobody has anything to do; then everything is looked at.
  func settle() async throws {
    for _ in 0..<10_000 {
      if let service = daemon.service { await service.keepLeasesOnce() }
      await settleWaits()
      for process in processes where !process.line.isStopped(at: now) {
        let inbox = process.line.inbox
        process.line.inbox = []
        for hear in inbox { hear() }
        process.act(in: self)
      }
      tellStreams()
      guard let action = agenda.take(at: now) else { break }
      try await action()
    }
    try await look()
  }

  // MARK: The daemon's life

  func kill(leaving image: TemporaryFolder? = nil) throws {
    note("kill -9")
    abandonWaits()
    try daemon.kill(leaving: image)
    endStreams()
  }

  func stop() {
    note("stop")
    abandonWaits()
    daemon.stop()
    endStreams()
  }

  func start() async throws {
    try daemon.start()
    note("start at revision \(daemon.service?.revision ?? 0)")
    guard let service = daemon.service else { return }
    try await watch.started(service)
    order = ToldOrder(service)
  }

  private func endStreams() {
    for process in processes {
      for stream in process.line.streams { end(stream, of: process) }
    }
  }
}
