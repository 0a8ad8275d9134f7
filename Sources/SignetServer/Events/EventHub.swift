import NIOCore
import SignetCore
import Synchronization

/// The event streams of one event loop: however many there are, a commit wakes the loop once, and one
/// timer keeps all their heartbeats.
///
/// On its event loop alone.
final class EventHub {
  /// How often each stream says that it lives.
  let heartbeat: TimeAmount
  /// How often heartbeats are looked after. Each stream has its own second of the ten, the one in
  /// which it began.
  private static let tick = TimeAmount.seconds(1)
  /// Streams that are woken before others of the event loop have their turn.
  private static let streamsInTurn = 64

  private let service: SecretService
  private let loop: any EventLoop
  private let meter: StreamMeter
  private var streams: [ObjectIdentifier: EventStream] = [:]
  /// Those that are to be woken, each at most once.
  private var queue = CircularBuffer<EventStream>()
  private var isSweeping = false
  /// Both are there as long as there are streams.
  private var watch: ChangeWatch?
  private var ticking: Scheduled<Void>?

  init(
    service: SecretService, loop: any EventLoop, meter: StreamMeter,
    heartbeat: TimeAmount = .seconds(10)
  ) {
    self.heartbeat = heartbeat
    self.service = service
    self.loop = loop
    self.meter = meter
  }

  func open(_ beginning: EventStream.Beginning, wake: @escaping () -> Void) -> EventStream {
    // First the watch, then the first look at the changes: one that comes between is seen twice
    // rather than never.
    if streams.isEmpty { begin() }
    let stream = EventStream(beginning, service: service, hub: self, now: loop.now, wake: wake)
    streams[ObjectIdentifier(stream)] = stream
    meter.opened()
    return stream
  }

  func close(_ stream: EventStream) {
    guard streams.removeValue(forKey: ObjectIdentifier(stream)) != nil else { return }
    meter.ended()
    guard streams.isEmpty else { return }
    watch?.cancel()
    watch = nil
    ticking?.cancel()
    ticking = nil
  }

  private func begin() {
    let hub = NIOLoopBound(self, eventLoop: loop)
    let isTold = Told()
    watch = service.watchChanges { [loop] in
      // What is committed while the loop is on its way here is seen by the same look.
      guard isTold.begin() else { return }
      loop.execute {
        isTold.end()
        hub.value.wake { _ in true }
      }
    }
    scheduleTick()
  }

  private func scheduleTick() {
    ticking = loop.assumeIsolated().scheduleTask(in: Self.tick) {
      let now = self.loop.now
      self.wake { $0.isDue(at: now) }
      self.scheduleTick()
    }
  }

  private func wake(_ isMeant: (EventStream) -> Bool) {
    for stream in streams.values where !stream.isQueued && isMeant(stream) {
      stream.isQueued = true
      queue.append(stream)
    }
    if !isSweeping { sweep() }
  }

  /// Wakes some of those that wait, and the rest when the event loop has come round.
  private func sweep() {
    for _ in 0..<Self.streamsInTurn {
      guard let stream = queue.popFirst() else { break }
      stream.isQueued = false
      stream.wake()
    }
    isSweeping = !queue.isEmpty
    if isSweeping { loop.assumeIsolated().execute { self.sweep() } }
  }
}

/// Whether an event loop has been told already to look for changes.
private final class Told: Sendable {
  private let flag = Atomic(false)

  /// False where it has.
  func begin() -> Bool { !flag.exchange(true, ordering: .acquiringAndReleasing) }
  func end() { flag.store(false, ordering: .releasing) }
}
