import NIOCore
import SignetAPI
import SignetCore

/// One reader's stream of events: a cursor into the changes that all streams share, so that it costs
/// no more than that and the piece that is on its way.
///
/// On one event loop.
final class EventStream: ResponseStream {
  /// Where a stream begins, decided before its head is sent.
  struct Beginning: Sendable {
    let hello: Hello
    /// Nil for who only watches.
    let lease: LeaseID?
    /// The workspaces whose changes are told; nil: all.
    let workspaces: Set<WorkspaceID>?
    /// What the reader has been told already, here or before: changes after it follow.
    let position: EventID
  }

  /// Changes that are looked at for one piece. Of the longest ids that is about 4 KiB.
  private static let changesInPiece = 16

  private let service: SecretService
  private unowned let hub: EventHub
  private let lease: LeaseID?
  private let workspaces: Set<WorkspaceID>?
  private let wakeReader: () -> Void
  /// What is said before all changes; nil once it is said.
  private var opening: Beginning?
  private var cursor: UInt64
  private var nextHeartbeat: NIODeadline
  private var isHeartbeatDue = false
  /// Whether the hub is going to wake it anyhow.
  var isQueued = false

  init(
    _ beginning: Beginning, service: SecretService, hub: EventHub, now: NIODeadline,
    wake: @escaping () -> Void
  ) {
    self.service = service
    self.hub = hub
    lease = beginning.lease
    workspaces = beginning.workspaces
    wakeReader = wake
    opening = beginning
    // A place in another database's history is none in this one, as a revision that is not there yet.
    cursor =
      beginning.position.epoch == service.epoch.description ? beginning.position.revision : .max
    nextHeartbeat = now + hub.heartbeat
    if let lease { service.streamOpened(lease) }
  }

  func wake() { wakeReader() }

  /// Whether it has something to say though nothing has changed: that it lives, or that it ends.
  func isDue(at now: NIODeadline) -> Bool {
    if now >= nextHeartbeat {
      nextHeartbeat = now + hub.heartbeat
      isHeartbeatDue = true
    }
    return isHeartbeatDue || hasLapsed
  }

  private var hasLapsed: Bool { lease.map { !service.isLive($0) } ?? false }

  func next(into buffer: inout ByteBuffer) -> StreamStep {
    // Who uses its keys no longer, or must not, is told so by the end of the stream.
    if hasLapsed { return .ended }
    if let opening {
      EventText.appendRetry(to: &buffer)
      EventText.append(.hello(opening.hello), id: opening.position, to: &buffer)
      self.opening = nil
    }
    if isHeartbeatDue {
      EventText.appendHeartbeat(to: &buffer)
      isHeartbeatDue = false
    }
    switch service.changes(after: cursor, limit: Self.changesInPiece) {
    case .gone(let newest):
      reset(to: newest, in: &buffer)
      return .more
    case .changes(let changes):
      for change in changes { append(change, to: &buffer) }
      return changes.count < Self.changesInPiece ? .waiting : .more
    }
  }

  private func append(_ change: KeyChange, to buffer: inout ByteBuffer) {
    cursor = change.revision
    guard workspaces?.contains(change.workspace) ?? true else { return }
    EventText.append(
      .keys(KeysChange(workspace: change.workspace.text, revision: change.revision)),
      id: EventID(service.epoch, change.revision), to: &buffer)
  }

  private func reset(to revision: UInt64, in buffer: inout ByteBuffer) {
    cursor = revision
    let epoch = service.epoch
    EventText.append(
      .reset(StreamReset(epoch: epoch.description, revision: revision)),
      id: EventID(epoch, revision), to: &buffer)
  }

  func closed() {
    hub.close(self)
    if let lease { service.streamClosed(lease) }
  }
}
