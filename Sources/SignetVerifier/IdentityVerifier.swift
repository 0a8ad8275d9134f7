import Glibc
import SignetAPI
public import SignetClient
public import SignetTokens

/// Judges identity tokens in the verifier's own process, with keys fetched from the daemon.
///
/// A key set is used for `lifetime` from the moment its fetch was sent, then fetched again (which
/// costs a 304 where nothing has changed), and never used longer, whatever happens to the daemon:
/// a revoked secret is refused everywhere within that time. A token whose signature fails is
/// rejected only after a look whether a newer secret has come, at most once a second a workspace.
///
///     let verifier = IdentityVerifier()
///     switch try await verifier.verify(token, workspace: "ws_1") {
///     case .identified(let identity): greet(identity.userId)
///     case .rejected(let rejection, let denied): denied ? refuse(rejection) : greetAnonymously()
///     case .skipped: greetAnonymously()
///     }
public actor IdentityVerifier {
  /// How long a key set may be used after its fetch was sent.
  public static let lifetime = Duration.seconds(60)
  /// How old a key set must be to be fetched again for the sake of one bad signature.
  static let patience = Duration.seconds(1)
  /// Workspaces from which on lapsed keys are looked for.
  private let tidyAbove: Int

  private struct Entry {
    let snapshot: KeySnapshot
    let asked: ContinuousClock.Instant
  }

  private let client: SignetClient
  private let now: @Sendable () -> Int64
  private let instant: @Sendable () -> ContinuousClock.Instant
  private var entries: [String: Entry] = [:]
  /// Workspaces whose keys are held, lapsed ones among them.
  var held: Int { entries.count }
  private var fetches: [String: Task<Result<Entry, VerifierError>, Never>] = [:]

  /// Fetches from the verifier socket below the daemon's runtime directory.
  public init(runtimeDirectory: String = "/run/signet") {
    self.init(ClientConfiguration(directory: runtimeDirectory, role: .verifier))
  }

  /// For a socket elsewhere or another time-out; `ClientConfiguration` is of `SignetClient`.
  public init(_ configuration: ClientConfiguration) {
    self.init(configuration, now: Self.wallClock, instant: { ContinuousClock.now })
  }

  /// `now`: the wall clock in milliseconds since 1970, for the tokens' times; `instant`: the clock
  /// that the age of keys is counted on.
  init(
    _ configuration: ClientConfiguration, now: @escaping @Sendable () -> Int64,
    instant: @escaping @Sendable () -> ContinuousClock.Instant, tidyAbove: Int = 1000
  ) {
    self.tidyAbove = tidyAbove
    client = SignetClient(configuration)
    self.now = now
    self.instant = instant
  }

  /// Judges a token. Throws `VerifierError` where there are no keys to judge by.
  public func verify(
    _ token: String, workspace: String
  ) async throws(VerifierError) -> TokenVerdict {
    let token = Array(token.utf8)
    let verdict = try await keys(of: workspace, younger: Self.lifetime).judge(token, now: now())
    guard case .rejected(let rejection, _) = verdict, rejection.mayBeOutdated else {
      return verdict
    }
    return try await keys(of: workspace, younger: Self.patience).judge(token, now: now())
  }

  private func keys(
    of workspace: String, younger age: Duration
  ) async throws(VerifierError) -> KeySnapshot {
    if let entry = entries[workspace], instant() - entry.asked < age { return entry.snapshot }
    // This process may be stopped between an answer and its use: then once more.
    for _ in 0..<2 {
      let fetch = fetches[workspace] ?? Task { await self.fetch(workspace) }
      fetches[workspace] = fetch
      let entry = try await fetch.value.get()
      if instant() - entry.asked < Self.lifetime { return entry.snapshot }
    }
    throw .keysUnavailable(.timedOut(path: client.configuration.socketPath))
  }

  /// One fetch a workspace at a time; whoever comes meanwhile shares it.
  private func fetch(_ workspace: String) async -> Result<Entry, VerifierError> {
    defer { fetches[workspace] = nil }
    let asked = instant()
    let known = entries[workspace]
    do throws(ClientError) {
      switch try await client.fetchKeys(workspace, ifNoneMatch: known?.snapshot.etag) {
      case .notModified:
        guard let known else {
          return .failure(.unusableKeys("the daemon answers 304 to an unconditional fetch"))
        }
        return .success(keep(Entry(snapshot: known.snapshot, asked: asked), of: workspace))
      case .keys(let answer):
        return entry(from: answer, asked: asked).map { keep($0, of: workspace) }
      }
    } catch {
      if case .problem(let problem) = error, problem.status == 404 {
        entries[workspace] = nil
        return .failure(.workspaceNotFound)
      }
      // What is there may still be young enough for whoever asks next.
      return .failure(.keysUnavailable(error))
    }
  }

  private func entry(
    from answer: Answer<KeySet>, asked: ContinuousClock.Instant
  ) -> Result<Entry, VerifierError> {
    do throws(VerifierError) {
      return .success(
        Entry(snapshot: try KeySnapshot(answer.message, etag: answer.eTag), asked: asked))
    } catch {
      return .failure(error)
    }
  }

  /// Keys take locked memory, so those that may not be used any more do not stay.
  private func keep(_ entry: Entry, of workspace: String) -> Entry {
    if entries.count >= tidyAbove {
      let now = instant()
      entries = entries.filter { now - $0.value.asked < Self.lifetime }
    }
    entries[workspace] = entry
    return entry
  }

  private static let wallClock: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

extension Rejection {
  /// Whether a newer key set could make the difference.
  fileprivate var mayBeOutdated: Bool {
    switch reason {
    case .signatureInvalid, .unknownKid, .keysUnavailable: true
    case .tooLong, .malformed, .headerInvalid, .algorithmNotAllowed, .criticalHeader,
      .payloadInvalid, .expired, .notYetValid, .expiryMissing, .lifetimeTooLong, .userIdMissing,
      .userIdInvalid, .emailInvalid, .nameInvalid, .tokenMissing:
      false
    }
  }
}
