import SignetAPI
public import SignetTokens

/// Judges identity tokens in the verifier's own process, with keys that it fetches anew as soon as
/// the daemon tells it of a change. One a process; any thread may use it.
///
/// The verifier holds a *lease*: it follows the daemon's events, fetches what has changed, and says
/// every 15 s, and at once after a change, what it holds. So an admin is shown a new secret only when
/// this verifier accepts it, and told that a revoked one is gone only when this verifier refuses it.
/// Past its lease (60 s after the daemon last answered, on a clock that a suspend does not stop) it
/// uses no key at all, until it has fetched again.
///
/// ```swift
/// import Glibc
/// import SignetVerifier
///
/// // Judges identity tokens that come on standard input, one a line; an empty line is a visitor
/// // without one.
/// let arguments = CommandLine.arguments
/// guard arguments.count == 3 else {
///   print("usage: VerifierExample SOCKET WORKSPACE")
///   exit(64)
/// }
/// let workspace = arguments[2]
///
/// // One verifier a process. It begins here, and returns when the workspace's keys may be used.
/// let verifier = IdentityVerifier(.init(name: "example", socketPath: arguments[1]))
/// try await verifier.prepare(workspace)
/// print("ready")
///
/// while let token = readLine() {
///   if token.isEmpty {
///     // It is counted; the visitor is refused where the workspace demands a token.
///     print(verifier.noteMissingToken(workspace: workspace) ? "refused" : "anonymous")
///     continue
///   }
///   do {
///     switch try verifier.verify(token, workspace: workspace) {
///     case .identified(let identity):
///       print("identified \(identity.userId)")
///     case .rejected(let rejection, let denied):
///       print(denied ? "refused" : "anonymous", rejection.reason.rawValue)
///     case .skipped:
///       print("anonymous")
///     }
///   } catch {
///     // No key may be used now: the visitor is one without a token, and never identified.
///     print("anonymous keys_unavailable")
///   }
/// }
///
/// // The last report, and the end of the lease: no change waits for this process any more.
/// await verifier.stop()
/// ```
///
/// This is `Examples/VerifierExample`, which the tests compile and run. `asyncVerify` is for a server
/// of many workspaces: it loads a workspace by itself, and looks for a newer secret before it
/// rejects a signature.
///
/// It begins by itself with the first `prepare` or `asyncVerify`, and ends with `stop`, which tells
/// the daemon what was seen last and that no key is used any more; nobody need wait for its lease
/// to run out then. In a program of services, let `run` be its service.
///
/// What was identified and rejected is counted and reported with each renewal, for the admin's
/// question whether an old secret is still in use. A report whose answer is lost is sent again, so
/// counts may be too high, and after a crash lack the last seconds.
public final class IdentityVerifier: Sendable {
  private let keeper: LeaseKeeper
  private var clock: VerifierClock { keeper.clock }

  public convenience init(_ configuration: Configuration) {
    self.init(configuration, clock: .system)
  }

  init(_ configuration: Configuration, clock: VerifierClock) {
    keeper = LeaseKeeper(configuration, clock: clock)
  }

  deinit { keeper.requestStop() }

  /// Loads a workspace's keys and holds them from then on. Returns when they may be used, at once if
  /// they may already. Throws what the first attempt brought; further ones are made all the same,
  /// unless there is no such workspace.
  public func prepare(_ workspace: String) async throws(VerifierError) {
    try await keeper.load(workspace)
  }

  /// Judges a token by the keys that are held, without waiting for anything. Throws
  /// `VerifierError.keysUnavailable` where none may be used.
  ///
  /// A token that fails its signature is rejected by what the lease says: no secret has been shown
  /// that these keys lack, unless an admin overrode the wait. `asyncVerify` looks again first.
  public func verify(
    _ token: String, workspace: String
  ) throws(VerifierError) -> TokenVerdict {
    let verdict = try judge(token, workspace)
    note(verdict, workspace)
    return verdict
  }

  /// Judges a token; loads the workspace's keys first if they are not held, and looks for newer ones
  /// before it rejects a signature, at most once a second a workspace, waiting its turn.
  ///
  /// Where that look fails, the verdict of the keys that are held stands.
  public func asyncVerify(
    _ token: String, workspace: String
  ) async throws(VerifierError) -> TokenVerdict {
    let arrived = clock.uptime()
    var verdict = try await loadedVerdict(token, workspace)
    if verdict.mayBeOutdated {
      do throws(VerifierError) {
        try await keeper.load(workspace, since: arrived)
        verdict = try judge(token, workspace)
      } catch {
        if error == .workspaceNotFound { throw error }
        verdict = try judge(token, workspace)
      }
    }
    note(verdict, workspace)
    return verdict
  }

  /// Counts a visitor who came without a token. True if the workspace demands one (its last known
  /// `enforcement` is `required`): then refuse the visitor.
  @discardableResult
  public func noteMissingToken(workspace: String) -> Bool {
    let now = clock.uptime()
    let enforcement = keeper.state.withLock { state in
      switch state.cache.use(workspace, at: now) {
      case .usable(let usable): usable.keys.enforcement
      case .lapsed(let keys): keys.enforcement
      case .absent: nil as Enforcement?
      }
    }
    if enforcement != .off {
      keeper.ledger.withLock { $0.note(.tokenMissing, workspace: workspace) }
    }
    return enforcement == .required
  }

  /// Keeps the lease until `stop` is called or the task is cancelled, and returns when it is
  /// released. As a service of swift-service-lifecycle:
  ///
  ///     struct VerifierService: Service {
  ///       let verifier: IdentityVerifier
  ///       func run() async { await cancelWhenGracefulShutdown { await verifier.run() } }
  ///     }
  public func run() async {
    let task = keeper.start()
    await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      keeper.requestStop()
    }
  }

  /// Uses no key from now on, sends the last report and releases the lease. A verifier that was
  /// stopped stays so.
  public func stop() async {
    let wasStarted = keeper.state.withLock { $0.task }
    keeper.requestStop()
    await wasStarted?.value
  }

  private func loadedVerdict(
    _ token: String, _ workspace: String
  ) async throws(VerifierError) -> TokenVerdict {
    do {
      return try judge(token, workspace)
    } catch {
      try await keeper.load(workspace)
      return try judge(token, workspace)
    }
  }

  private func judge(
    _ token: String, _ workspace: String
  ) throws(VerifierError) -> TokenVerdict {
    while true {
      let reading = clock.read()
      switch keeper.state.withLock({ $0.cache.use(workspace, at: reading.uptime) }) {
      case .usable(let usable):
        var token = token
        let verdict = token.withUTF8 { usable.keys.judge(UnsafeRawBufferPointer($0), at: reading) }
        // This process may have been stopped meanwhile. Unless the lease was renewed, not a verdict
        // of its keys leaves here past its end.
        if clock.uptime() < usable.end { return verdict }
      case .lapsed:
        keeper.ledger.withLock { $0.note(.keysUnavailable, workspace: workspace) }
        throw .keysUnavailable(.lapsed)
      case .absent:
        throw .keysUnavailable(
          keeper.state.withLock { $0.cache.isStopped } ? .stopped : .notPrepared)
      }
    }
  }

  private func note(_ verdict: TokenVerdict, _ workspace: String) {
    switch verdict {
    case .identified(let identity):
      let now = clock.wall()
      keeper.ledger.withLock { $0.note(identity, workspace: workspace, now: now) }
    case .rejected(let rejection, _):
      keeper.ledger.withLock { $0.note(rejection.reason, workspace: workspace) }
    case .skipped: break
    }
  }
}

extension TokenVerdict {
  /// Whether a newer key set could make the difference.
  fileprivate var mayBeOutdated: Bool {
    guard case .rejected(let rejection, _) = self else { return false }
    return switch rejection.reason {
    case .signatureInvalid, .unknownKid, .keysUnavailable: true
    case .tooLong, .malformed, .headerInvalid, .algorithmNotAllowed, .criticalHeader,
      .payloadInvalid, .expired, .notYetValid, .expiryMissing, .lifetimeTooLong, .userIdMissing,
      .userIdInvalid, .emailInvalid, .nameInvalid, .tokenMissing:
      false
    }
  }
}

extension IdentityVerifier {
  /// What is held of a workspace.
  func entry(_ workspace: String) -> CachedWorkspace<KeySnapshot>? {
    keeper.state.withLock { $0.cache.entries[workspace] }
  }

  /// When the lease ends, on the uptime.
  var leaseEnd: Duration? { keeper.state.withLock { $0.cache.lease?.end } }
}
