import SignetClient

extension KeyCache {
  /// What must be done now. To be asked after everything that happened, and at `nextWake`.
  mutating func orders(at now: Duration) -> [Order] {
    guard !isStopped else { return [] }
    lapse(at: now)
    sweep(at: now)
    dropWhatHoldsTheLeaseBack(at: now)
    var orders: [Order] = []
    if let order = streamOrder(at: now) { orders.append(order) }
    // Before the fetches: what is claimed is what is held now.
    if let order = renewalOrder(at: now) { orders.append(.renew(order)) }
    orders += fetchOrders(at: now).map(Order.fetch)
    return orders
  }

  /// When to ask again if nothing happens before.
  func nextWake(after now: Duration) -> Duration {
    var wake = nextSweep
    if stream == .closed { wake = min(wake, streamGate.until) }
    if let lease {
      wake = min(wake, lease.end)
      let margin = lease.end - CachePolicy.dropMargin
      if now < margin { wake = min(wake, margin) }
      if !isRenewing { wake = min(wake, renewalDue(lease, at: now)) }
      if flights.count < policy.fetches {
        for workspace in urgent.union(stale) {
          guard let entry = entries[workspace], entry.flight == nil else { continue }
          wake = min(wake, max(fetchGate.until, entry.mayBeSentAt))
        }
      }
    }
    return max(now, wake)
  }

  private mutating func streamOrder(at now: Duration) -> Order? {
    switch stream {
    case .closed:
      guard now >= streamGate.until else { return nil }
      let order = StreamOrder(
        number: nextNumber(), replacing: namesPredecessor ? lease?.id ?? lapsedLease : nil,
        // Where everything must be looked at again, what was missed need not be told.
        after: lease == nil ? nil : position, sentAt: now)
      if order.replacing != nil { lease?.successorAsked = true }
      stream = .opening(order.number)
      return .open(order)
    case .open(let number):
      let isBehind = lease.map { ($0.mustHold, position?.revision ?? 0) }.map { $0 > $1 } ?? true
      guard isBehind else { return nil }
      // Its lease is over, or it did not tell of a change that is old by now.
      stream = .closing(number)
      return .close(number)
    case .opening, .closing: return nil
    }
  }

  private func renewalDue(_ lease: HeldLease, at now: Duration) -> Duration {
    let holds = claim(at: now)
    let isNews = holds > lease.told || hasMoreToReport
    // While it holds less than it must, asking again changes nothing.
    guard holds >= lease.mustHold else { return lease.end }
    return max(
      renewalGate.until, lease.sentAt + (isNews ? CachePolicy.spacing : CachePolicy.renewal))
  }

  private mutating func renewalOrder(at now: Duration) -> RenewalOrder? {
    guard let lease, !isRenewing, now >= renewalDue(lease, at: now) else { return nil }
    isRenewing = true
    let holds = claim(at: now)
    claimed = max(claimed, holds)
    return RenewalOrder(lease: lease.id, serial: lease.serial, holds: holds, sentAt: now)
  }

  /// A lease that the daemon refuses to renew is worth more than the key sets that hold it back.
  private mutating func dropWhatHoldsTheLeaseBack(at now: Duration) {
    guard let lease, now >= lease.end - CachePolicy.dropMargin,
      claim(at: now) < lease.mustHold
    else { return }
    for workspace in urgent {
      guard let entry = entries[workspace], let pending = entry.pending,
        pending.first <= lease.mustHold
      else { continue }
      entries[workspace]?.forgetKeys()
    }
  }

  private mutating func fetchOrders(at now: Duration) -> [FetchOrder] {
    guard let lease, now >= fetchGate.until else { return [] }
    var orders: [FetchOrder] = []
    for workspaces in [urgent, stale] {
      for workspace in workspaces {
        guard flights.count < policy.fetches else { return orders }
        guard let entry = entries[workspace], entry.flight == nil, now >= entry.mayBeSentAt
        else { continue }
        let order = FetchOrder(
          number: nextNumber(), workspace: workspace, eTag: entry.keys.flatMap { _ in entry.eTag },
          lease: lease.id, serial: lease.serial, position: position?.revision ?? 0, sentAt: now)
        entries[workspace]?.flight = order.number
        entries[workspace]?.lastSent = now
        flights.insert(order.number)
        orders.append(order)
      }
    }
    return orders
  }
}
