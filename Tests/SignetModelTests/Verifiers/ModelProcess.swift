import SignetTestSupport

@testable import SignetCore

/// A process that fetches keys: when it is told something, and what it may use. It acts in `act`, and
/// everything that it hears comes by the functions below it.
protocol ModelProcess: AnyObject {
  var line: Line { get }
  /// Whether it keeps the contract, so that promises are made about what it uses.
  var isHonest: Bool { get }
  /// Does what is due. Called after each thing that happened, and at `nextWake`.
  func act(in world: World)
  func nextWake(after now: Duration) -> Duration?
  /// The keys that it would judge a token of this workspace by.
  func usable(_ workspace: String, at now: Duration) -> ModelKeys?
  /// Somebody wants to judge a token of this workspace; `again`: its signature was not good.
  func want(_ workspace: String, again: Bool, in world: World)
  /// What nobody may see fall: the position in the history that it was told of.
  var position: UInt64 { get }
  /// The lease that it would name, for others to name it.
  var leaseName: String? { get }
}

/// The way between a process and the daemon, and whether the process runs at all.
final class Line {
  let name: String
  let uid: UInt32
  /// Only these workspaces' leases; nil: all.
  let filter: Set<String>?
  /// How long each message may take, at most.
  var slowness = Duration.milliseconds(40)
  /// No message gets through before.
  var cutUntil = Duration.zero
  /// Its machine's scheduler does not let it run before.
  var stoppedUntil = Duration.zero
  /// What came meanwhile.
  var inbox: [() -> Void] = []
  var streams: [ModelStream] = []

  init(_ name: String, uid: UInt32, filter: Set<String>? = nil) {
    self.name = name
    self.uid = uid
    self.filter = filter
  }

  var principal: Principal {
    Principal(
      uid: uid, gid: 2000, user: name, group: "signet-verify", pid: 1, role: .verifier)
  }

  func isStopped(at now: Duration) -> Bool { now < stoppedUntil }
}

/// An event stream, as the daemon writes it.
final class ModelStream {
  let number: UInt64
  let lease: LeaseID
  let run: Int
  let filter: Set<String>?
  var cursor: UInt64
  var isOver = false
  var lastDelivery = Duration.zero
  /// Since when something lies unread; nil: nothing does.
  var unreadSince: Duration?
  let hears: (Told) -> Void

  init(
    number: UInt64, lease: LeaseID, run: Int, filter: Set<String>?, cursor: UInt64,
    hears: @escaping (Told) -> Void
  ) {
    self.number = number
    self.lease = lease
    self.run = run
    self.filter = filter
    self.cursor = cursor
    self.hears = hears
  }
}
