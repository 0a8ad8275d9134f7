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

  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var perUser: [UInt32: Int] = [:]
    var refusing = 0
    var stopping = false
  }

  private let limits: ServerLimits
  private let state = Mutex(State())

  init(limits: ServerLimits) { self.limits = limits }

  /// Counts the connection in, or says why not. One that is admitted or refused counts until its
  /// channel has closed.
  func admit(_ channel: any Channel, uid: UInt32) -> Admission {
    let admission = state.withLock { state -> Admission in
      guard !state.stopping else { return .dropped }
      let kept = uid == 0 ? 0 : limits.connectionsForRoot
      if state.channels.count >= limits.connections - kept {
        return Self.refuse(.tooManyConnections, in: &state, limits: limits)
      }
      if state.perUser[uid, default: 0] >= limits.connectionsPerUser {
        return Self.refuse(.tooManyConnectionsOfUser, in: &state, limits: limits)
      }
      state.perUser[uid, default: 0] += 1
      state.channels[ObjectIdentifier(channel)] = channel
      return .admitted
    }
    switch admission {
    case .admitted: channel.closeFuture.whenComplete { _ in self.release(channel, uid: uid) }
    case .refused: channel.closeFuture.whenComplete { _ in self.endRefusal() }
    case .dropped: ()
    }
    return admission
  }

  private static func refuse(
    _ refusal: EngineRefusal, in state: inout State, limits: ServerLimits
  ) -> Admission {
    guard state.refusing < limits.refusalsInProgress else { return .dropped }
    state.refusing += 1
    return .refused(refusal)
  }

  private func release(_ channel: any Channel, uid: UInt32) {
    state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = nil
      let left = state.perUser[uid, default: 1] - 1
      state.perUser[uid] = left > 0 ? left : nil
    }
  }

  private func endRefusal() { state.withLock { $0.refusing -= 1 } }

  /// Admits nobody from now on and returns the connections that remain.
  func stop() -> [any Channel] {
    state.withLock { state in
      state.stopping = true
      return Array(state.channels.values)
    }
  }

  var isStopping: Bool { state.withLock { $0.stopping } }

  /// How many are connected.
  var count: Int { state.withLock { $0.channels.count } }
}
