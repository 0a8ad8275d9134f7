import SignetAPI
import SignetClient

/// The calls that a verifier makes, each kind on connections of its own: a renewal never waits
/// behind a fetch.
struct DaemonConnections: Sendable {
  private static let fetchers = 4
  /// Well below a lease: a call that gets no answer can be made again.
  static let timeout = Duration.seconds(10)

  private let renewing: SignetClient
  private let fetching: [SignetClient]

  init(socketPath: String) {
    let configuration = ClientConfiguration(
      socketPath: socketPath, role: .verifier, timeout: Self.timeout)
    renewing = SignetClient(configuration)
    fetching = (0..<Self.fetchers).map { _ in SignetClient(configuration) }
  }

  func open(
    _ order: StreamOrder, name: String, workspaces: [String]
  ) async throws(ClientError) -> EventStream {
    try await renewing.watchEvents(
      WatchRequest(
        verifier: name, workspaces: workspaces, replacing: order.replacing, after: order.after))
  }

  func fetch(_ order: FetchOrder) async throws(ClientError) -> KeyFetch {
    try await fetching[Int(order.number % UInt64(Self.fetchers))].fetchKeys(
      order.workspace, ifNoneMatch: order.eTag, lease: order.lease)
  }

  func renew(
    _ lease: String, _ renewal: LeaseRenewal
  ) async throws(ClientError) -> RenewedLease {
    try await renewing.renewLease(lease, renewal).message
  }

  func release(_ lease: String) async throws(ClientError) {
    try await renewing.releaseLease(lease)
  }

  func close() async {
    await renewing.close()
    for client in fetching { await client.close() }
  }
}

extension ClientError {
  var streamEnd: StreamEnd {
    switch self {
    case .unreachable, .notPermitted: .notGranted
    case .problem(let problem):
      if problem.knownCode == .leaseBehind {
        .predecessorBehind
      } else {
        // Of an outcome that is not known it may have been granted.
        problem.status < 500 ? .notGranted : .over
      }
    case .connectionLost, .timedOut, .protocolViolation: .over
    }
  }

  var renewal: RenewalOutcome {
    switch self {
    case .problem(let problem):
      switch problem.knownCode {
      case .leaseNotFound: .leaseNotFound
      case .leaseBehind:
        problem.requiredRevision.map(RenewalOutcome.behind) ?? .failed(isBusy: true)
      default: .failed(isBusy: true)
      }
    case .unreachable, .notPermitted, .connectionLost, .timedOut, .protocolViolation:
      .failed(isBusy: false)
    }
  }

  func fetch<Keys>(of type: Keys.Type = Keys.self) -> FetchOutcome<Keys> {
    switch self {
    case .problem(let problem):
      switch problem.knownCode {
      case .workspaceNotFound: .workspaceNotFound
      case .leaseNotFound: .leaseNotFound
      default: [429, 500, 503].contains(problem.status) ? .daemonFailed(isBusy: true) : .refused
      }
    case .unreachable, .notPermitted, .connectionLost, .timedOut: .daemonFailed(isBusy: false)
    case .protocolViolation: .refused
    }
  }
}
