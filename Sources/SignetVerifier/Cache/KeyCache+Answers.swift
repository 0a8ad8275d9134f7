/// What a fetch means to whoever waits for it.
enum Fetched: Sendable, Equatable {
  /// The keys are what they were when it was sent, or newer.
  case looked
  case workspaceNotFound
  case failed
  /// It says nothing; another is ordered.
  case superseded
}

extension KeyCache {
  /// The answer to a fetch.
  mutating func fetched(
    _ order: FetchOrder, _ outcome: FetchOutcome<Keys>, at now: Duration
  ) -> Fetched {
    flights.remove(order.number)
    if case .leaseNotFound = outcome { leaseLost(order.serial) }
    guard var entry = entries[order.workspace], entry.flight == order.number else {
      return .superseded
    }
    let wasUsable = isUsable(entry, at: now)
    entry.flight = nil
    let fetched = take(outcome, of: order, into: &entry, at: now)
    switch fetched {
    case .workspaceNotFound:
      drop(order.workspace)
      return fetched
    case .looked:
      fetchGate.succeeded()
      install(&entry, order, wasUsable: wasUsable)
    case .failed, .superseded: break
    }
    if fetched != .superseded, let recheck = entry.recheck, recheck <= order.sentAt {
      entry.recheck = nil
    }
    entries[order.workspace] = entry
    enlist(order.workspace)
    return fetched
  }

  private mutating func take(
    _ outcome: FetchOutcome<Keys>, of order: FetchOrder, into entry: inout Entry, at now: Duration
  ) -> Fetched {
    switch outcome {
    case .workspaceNotFound: return .workspaceNotFound
    case .leaseNotFound:
      // Where it is still counted here, another is about to take its place; until it does, asking again
      // at once would bring the same.
      if order.serial == lease?.serial {
        fetchGate.failed(at: now, first: .milliseconds(200), most: .seconds(5), &jitter)
      }
      return .superseded
    case .daemonFailed(let isBusy):
      fetchGate.failed(
        at: now, first: .milliseconds(200), least: .seconds(isBusy ? 1 : 0), most: .seconds(5),
        &jitter)
      return .failed
    case .refused: break
    case .notModified:
      guard order.serial == lease?.serial, entry.keys != nil else { return .superseded }
      return .looked
    case .keys(let keys, let eTag, let epoch, let revision):
      guard order.serial == lease?.serial, epoch == position?.epoch else { return .superseded }
      guard revision >= entry.revision else { break }
      entry.keys = keys
      entry.eTag = eTag
      entry.revision = revision
      return .looked
    }
    entry.backoff.failed(
      at: now, first: .seconds(1), least: .seconds(1), most: .seconds(5), &jitter)
    return .failed
  }

  private func install(_ entry: inout Entry, _ order: FetchOrder, wasUsable: Bool) {
    entry.backoff.succeeded()
    entry.lookedAt = order.sentAt
    entry.validAt = max(order.position, entry.revision)
    var isGood = true
    if let pending = entry.pending {
      if pending.last <= entry.validAt {
        entry.pending = nil
      } else {
        entry.pending?.first = max(pending.first, entry.validAt + 1)
        // What was claimed while these keys could not be used must be true of them, too.
        isGood = wasUsable || max(pending.first, entry.validAt + 1) > claimed
      }
    }
    entry.standing = isGood ? .current : .none
  }

  /// The answer to a renewal. True if it was taken, and its report with it.
  mutating func renewed(
    _ order: RenewalOrder, _ outcome: RenewalOutcome, at now: Duration
  ) -> Bool {
    isRenewing = false
    // An answer that comes past the end brings nothing back.
    lapse(at: now)
    switch outcome {
    case .renewed(let holds, let lasts):
      renewalGate.succeeded()
      guard var renewed = lease, renewed.serial == order.serial else { return true }
      renewed.sentAt = order.sentAt
      renewed.end = max(renewed.end, order.sentAt + lasts)
      renewed.told = max(holds, order.holds)
      lease = renewed
      return true
    case .behind(let revision):
      if lease?.serial == order.serial { lease?.mustHold = revision }
    case .leaseNotFound:
      leaseLost(order.serial)
    case .failed(let isBusy):
      renewalGate.failed(
        at: now, first: .milliseconds(500), least: .seconds(isBusy ? 1 : 0), most: .seconds(5),
        &jitter)
      return false
    }
    renewalGate.failed(at: now, first: .milliseconds(200), most: .seconds(5), &jitter)
    return false
  }
}
