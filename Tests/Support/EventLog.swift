public import SignetCore
internal import Synchronization

/// The events that a service told its operator.
public final class EventLog: Sendable {
  private let events = Mutex<[ServiceEvent]>([])
  private let stream: AsyncStream<ServiceEvent>
  private let continuation: AsyncStream<ServiceEvent>.Continuation

  public init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  /// What was not somebody's request: troubles, their ends, and deadlines.
  public var all: [ServiceEvent] {
    events.withLock { $0 }.filter { if case .audited = $0 { false } else { true } }
  }

  /// What admins did or were refused.
  public var audited: [AuditNotice] {
    events.withLock { $0 }.compactMap { if case .audited(let notice) = $0 { notice } else { nil } }
  }

  public func append(_ event: ServiceEvent) {
    events.withLock { $0.append(event) }
    continuation.yield(event)
  }

  /// Waits until `event` was told since the last wait.
  public func wait(for event: ServiceEvent) async {
    for await next in stream where next == event { return }
  }
}
