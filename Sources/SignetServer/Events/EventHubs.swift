import NIOCore
import SignetCore
import Synchronization

/// The hubs of one socket's event loops.
final class EventHubs: Sendable {
  private let service: SecretService
  private let meter: StreamMeter
  private let hubs = Mutex<[ObjectIdentifier: NIOLoopBound<EventHub>]>([:])

  init(service: SecretService, meter: StreamMeter) {
    self.service = service
    self.meter = meter
  }

  /// The hub of an event loop. To be called on it.
  func hub(on loop: any EventLoop) -> EventHub {
    let hub = hubs.withLock { hubs in
      let key = ObjectIdentifier(loop)
      if let hub = hubs[key] { return hub }
      let hub = NIOLoopBound(
        EventHub(service: service, loop: loop, meter: meter), eventLoop: loop)
      hubs[key] = hub
      return hub
    }
    return hub.value
  }
}
