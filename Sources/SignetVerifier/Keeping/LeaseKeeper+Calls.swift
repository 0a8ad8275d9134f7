import SignetAPI
import SignetClient

extension LeaseKeeper {
  /// Opens a stream and tells the cache what it says, to its end.
  func follow(_ order: StreamOrder) async {
    var failure = ClientError.connectionLost(path: configuration.socketPath)
    do throws(ClientError) {
      let stream = try await daemon.open(
        order, name: configuration.name, workspaces: configuration.workspaces)
      state.withLock { $0.streams[order.number] = stream }
      for try await watched in stream {
        guard tell(order, watched) else { break }
        wake()
      }
      await stream.close()
    } catch {
      failure = error
    }
    let now = clock.uptime()
    state.withLock { state in
      state.streams[order.number] = nil
      state.cache.streamEnded(order.number, failure.streamEnd, at: now)
      // Without a lease nothing can be fetched, and who waits should know why.
      if state.cache.lease == nil { state.waiting.failed(.keysUnavailable(.failed(failure))) }
    }
  }

  private func tell(_ order: StreamOrder, _ watched: WatchedEvent) -> Bool {
    state.withLock { state in
      switch watched.event {
      case .hello(let hello): state.cache.opened(order, hello)
      case .keys(let change): state.cache.told(order.number, change, watched.id)
      case .reset(let reset): state.cache.reset(order.number, reset)
      }
    }
  }

  func fetch(_ order: FetchOrder) async {
    var outcome: FetchOutcome<KeySnapshot>
    var failure = VerifierError.keysUnavailable(.lapsed)
    do throws(ClientError) {
      switch try await daemon.fetch(order) {
      case .notModified: outcome = .notModified
      case .keys(let answer):
        do throws(VerifierError) {
          let policy = answer.message.signet
          outcome = .keys(
            try KeySnapshot(answer.message, cameAt: clock.read()), eTag: answer.eTag,
            epoch: policy.epoch, revision: policy.revision)
        } catch {
          failure = error
          outcome = .refused
        }
      }
    } catch {
      failure = .keysUnavailable(.failed(error))
      outcome = error.fetch()
    }
    let now = clock.uptime()
    state.withLock { state in
      switch state.cache.fetched(order, outcome, at: now) {
      case .looked:
        let cache = state.cache
        state.waiting.looked(order.workspace) {
          cache.isLoaded(order.workspace, since: $0, at: now)
        }
      case .workspaceNotFound: state.waiting.failed(order.workspace, .workspaceNotFound)
      case .failed: state.waiting.failed(order.workspace, sentAt: order.sentAt, failure)
      case .superseded: break
      }
    }
  }

  func renew(_ order: RenewalOrder) async {
    let report = ledger.withLock { $0.take() }
    let outcome: RenewalOutcome
    do throws(ClientError) {
      let renewed = try await daemon.renew(
        order.lease, LeaseRenewal(holds: order.holds, report: report))
      outcome = .renewed(holds: renewed.holds, lasts: .seconds(renewed.leaseSeconds))
    } catch {
      outcome = error.renewal
    }
    let now = clock.uptime()
    let wasTaken = state.withLock { state in
      state.cache.hasMoreToReport = report.isFull
      return state.cache.renewed(order, outcome, at: now)
    }
    if !wasTaken { ledger.withLock { $0.putBack(report) } }
  }

  /// The last report, and the end of the lease. Whoever does not answer now is not asked again: the
  /// lease runs out by itself.
  func release() async {
    let (lease, holds) = state.withLock { state in
      (state.cache.lease, state.cache.position?.revision ?? 0)
    }
    do throws(ClientError) {
      if let lease, clock.uptime() < lease.end {
        var report = ledger.withLock { $0.take() }
        while !report.isEmpty {
          _ = try await daemon.renew(lease.id, LeaseRenewal(holds: holds, report: report))
          report = ledger.withLock { $0.take() }
        }
        try await daemon.release(lease.id)
      }
    } catch {
      // It is said to nobody: nothing depends on it.
    }
    await daemon.close()
  }
}
