import NIOCore
import Synchronization

/// The connections of one socket, and the limits on their number.
final class ConnectionTable: Sendable {
  enum Admission: Equatable {
    case admitted
    case refused(EngineRefusal)
    /// Not even an answer: the daemon stops, or too many are being told already.
    case dropped
  }

  /// What an admitted connection occupies, until its channel has closed and nothing is done for it
  /// any more: who hangs up and comes again must not have more work done than who stays.
  private struct Seat {
    let channel: any Channel
    let uid: UInt32
    /// The open channel, and each answer that is being made.
    var holders = 1
  }

  private struct State {
    var seats: [ObjectIdentifier: Seat] = [:]
    var perUser: [UInt32: Int] = [:]
    var refusing = 0
    /// Accepted, and not yet known who they are.
    var arriving = 0
    var stopping = false
  }

  private let current: Mutex<ServerLimits>
  private let meter: ConnectionMeter
  /// What their bodies may take.
  let bodies: BodyBudget
  private let state = Mutex(State())

  init(limits: ServerLimits, meter: ConnectionMeter = ConnectionMeter()) {
    current = Mutex(limits)
    self.meter = meter
    bodies = BodyBudget(total: limits.bodyBytesInProgress)
  }

  /// Those of connections that come from now on. (What all bodies together may take stays.)
  var limits: ServerLimits {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }

  /// Counts the connection in, or says why not. One that is admitted counts until its channel has
  /// closed and every `hold` of it was let go, a refused one until its channel has closed.
  func admit(_ channel: any Channel, uid: UInt32) -> Admission {
    let limits = limits
    let admission = state.withLock { state -> Admission in
      guard !state.stopping else { return .dropped }
      if let refusal = Self.refusal(of: uid, in: state, limits: limits) {
        return Self.refuse(refusal, in: &state, limits: limits)
      }
      state.perUser[uid, default: 0] += 1
      state.seats[ObjectIdentifier(channel)] = Seat(channel: channel, uid: uid)
      meter.opened()
      return .admitted
    }
    switch admission {
    case .admitted: channel.closeFuture.whenComplete { _ in self.letGo(channel) }
    case .refused: channel.closeFuture.whenComplete { _ in self.endRefusal() }
    case .dropped: ()
    }
    return admission
  }

  /// What root has not taken of its reserve it is always given: those who came under higher limits
  /// than now may fill the table past its end, and root is who raises them again.
  private static func refusal(
    of uid: UInt32, in state: State, limits: ServerLimits
  ) -> EngineRefusal? {
    let own = state.perUser[uid, default: 0]
    if uid == 0, own < limits.connectionsForRoot { return nil }
    let kept = uid == 0 ? 0 : limits.connectionsForRoot
    if state.seats.count >= limits.connections - kept { return .tooManyConnections }
    return own >= limits.connectionsPerUser ? .tooManyConnectionsOfUser : nil
  }

  private static func refuse(
    _ refusal: EngineRefusal, in state: inout State, limits: ServerLimits
  ) -> Admission {
    guard state.refusing < limits.refusalsInProgress else { return .dropped }
    state.refusing += 1
    return .refused(refusal)
  }

  /// Counts a connection that was accepted, until `settle`.
  func arrive() { state.withLock { $0.arriving += 1 } }
  func settle() { state.withLock { $0.arriving -= 1 } }

  /// Whether all that were accepted are admitted or refused.
  var isSettled: Bool { state.withLock { $0.arriving == 0 } }

  /// Keeps an admitted connection counted, also past its end, until `letGo`.
  func hold(_ channel: any Channel) {
    state.withLock { $0.seats[ObjectIdentifier(channel)]?.holders += 1 }
  }

  func letGo(_ channel: any Channel) {
    state.withLock { state in
      let id = ObjectIdentifier(channel)
      guard var seat = state.seats[id] else { return }
      seat.holders -= 1
      state.seats[id] = seat.holders > 0 ? seat : nil
      guard seat.holders == 0 else { return }
      meter.ended()
      let left = state.perUser[seat.uid, default: 1] - 1
      state.perUser[seat.uid] = left > 0 ? left : nil
    }
  }

  private func endRefusal() { state.withLock { $0.refusing -= 1 } }

  /// Admits nobody from now on and returns the connections that remain.
  func stop() -> [any Channel] {
    state.withLock { state in
      state.stopping = true
      return state.seats.values.map(\.channel)
    }
  }

  var isStopping: Bool { state.withLock { $0.stopping } }

  /// How many are connected, or are gone and still have an answer made for them.
  var count: Int { state.withLock { $0.seats.count } }
}
