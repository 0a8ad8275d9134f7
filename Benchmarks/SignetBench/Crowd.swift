import Glibc
import SignetTestProcesses
import Synchronization

/// Many verifiers in one thread: each with a stream and a lease, and a connection for its requests. One
/// that is told of a change fetches the workspace's keys if it holds them, then renews.
// SAFETY: `verifiers` and `watched` belong to the thread that runs `run`, which begins after `init`.
final class Crowd: @unchecked Sendable {
  private struct Verifier {
    var stream: UnixConnection
    var calls: UnixConnection
    var lease = ""
    var isNew = true
    var told: UInt64 = 0
    var held: UInt64 = 0
    var renewedAt = ContinuousClock.now
    var step = Step.idle

    enum Step: Equatable {
      case idle
      case fetching(UInt64)
      case renewing(UInt64)
    }
  }

  private var verifiers: [Verifier] = []
  private let workspace: String
  /// Of each its stream, then its requests' connection.
  private var watched: [pollfd] = []
  private let state = Mutex<(ready: Int, isOver: Bool, failure: String?)>((0, false, nil))
  private let disclosures: Bool

  /// `fetching`: whether they hold the workspace's keys.
  init(_ count: Int, socket: String, workspace: String, fetching: Bool) throws {
    self.workspace = workspace
    disclosures = fetching
    for index in 0..<count {
      let verifier = Verifier(
        stream: try UnixConnection(to: socket), calls: try UnixConnection(to: socket))
      for descriptor in [verifier.stream.descriptor, verifier.calls.descriptor] {
        watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
      }
      try verifier.stream.send(
        "GET /v1/events?verifier=bench-\(index) HTTP/1.1\r\nHost: signet\r\n\r\n")
      verifiers.append(verifier)
    }
  }

  /// How many have a lease and have renewed it once.
  var ready: Int { state.withLock { $0.ready } }
  var failure: String? { state.withLock { $0.failure } }

  func end() { state.withLock { $0.isOver = true } }

  /// Until `end` is called.
  func run() {
    do { try serve() } catch {
      state.withLock { $0.failure = "\(error)" }
    }
    for verifier in verifiers {
      close(verifier.stream.descriptor)
      close(verifier.calls.descriptor)
    }
  }

  private func serve() throws {
    var lookedAt = ContinuousClock.now
    while !state.withLock({ $0.isOver }) {
      guard poll(&watched, nfds_t(watched.count), 200) >= 0 || errno == EINTR else {
        throw Failure("poll: errno \(errno)")
      }
      for place in watched.indices where watched[place].revents != 0 {
        if place % 2 == 0 { try hear(place / 2) } else { try answered(place / 2) }
      }
      let now = ContinuousClock.now
      guard now - lookedAt > .seconds(1) else { continue }
      lookedAt = now
      for index in verifiers.indices
      where verifiers[index].step == .idle && now - verifiers[index].renewedAt > .seconds(15) {
        try renew(index)
      }
    }
  }

  private func hear(_ index: Int) throws {
    try verifiers[index].stream.receive()
    while let end = verifiers[index].stream.unread.firstRange(of: [10, 10]) {
      let event = String(
        decoding: verifiers[index].stream.unread[..<end.lowerBound], as: UTF8.self)
      verifiers[index].stream.unread.removeFirst(end.upperBound)
      if event.contains("event: hello"), let lease = word("lease", in: event) {
        verifiers[index].lease = lease
      } else if !event.contains("event: keys") {
        continue
      }
      guard let revision = number("revision", in: event) else { continue }
      verifiers[index].told = revision
      try proceed(index)
    }
  }

  private func proceed(_ index: Int) throws {
    let verifier = verifiers[index]
    guard verifier.step == .idle, verifier.held < verifier.told else { return }
    guard disclosures else {
      verifiers[index].held = verifier.told
      return try renew(index)
    }
    verifiers[index].step = .fetching(verifier.told)
    try verifier.calls.send(
      "GET /v1/workspaces/\(workspace)/keys HTTP/1.1\r\nHost: signet\r\n"
        + "Signet-Lease: \(verifier.lease)\r\n\r\n")
  }

  private func renew(_ index: Int) throws {
    let verifier = verifiers[index]
    verifiers[index].step = .renewing(verifier.held)
    verifiers[index].renewedAt = .now
    let body = "{\"holds\": \(verifier.held)}"
    try verifier.calls.send(UnixConnection.post("/v1/leases/\(verifier.lease)", body))
  }

  private func answered(_ index: Int) throws {
    try verifiers[index].calls.receive()
    guard let (status, body) = try verifiers[index].calls.answer() else { return }
    guard status == 200 else { throw Failure("verifier \(index): \(status): \(body)") }
    switch verifiers[index].step {
    case .idle: throw Failure("an answer that nobody asked for: \(body)")
    case .fetching(let revision):
      verifiers[index].held = revision
      try renew(index)
    case .renewing:
      verifiers[index].step = .idle
      if verifiers[index].isNew {
        verifiers[index].isNew = false
        state.withLock { $0.ready += 1 }
      }
      try proceed(index)
    }
  }
}
