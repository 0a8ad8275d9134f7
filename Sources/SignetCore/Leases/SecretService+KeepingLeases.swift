extension SecretService {
  /// Rows that one transaction removes.
  private static let removalBatch = 256
  /// In which no row is removed after the store has failed.
  private static let pauseAfterFailure = Duration.seconds(5)
  private static let tick = Duration.milliseconds(100)

  /// Ends leases and waits in their time, and removes the rows of leases that are over, until cancelled.
  /// Then it ends all waits: who is asked to stop waits for nobody.
  public func keepLeases() async {
    await withDiscardingTaskGroup { group in
      // Apart, so that no wait gets longer where the disk stalls.
      group.addTask { await self.keepRows() }
      while !Task.isCancelled {
        leases.sweep()
        noteLapses()
        do { try await ContinuousClock().sleep(for: Self.tick) } catch { break }
      }
      leases.stopWaiting()
    }
  }

  private func keepRows() async {
    while !Task.isCancelled {
      let isDone = await keepLeasesOnce()
      // Leases that come and go fast must not leave rows faster than these are removed.
      if isDone, hasManyRowsToRemove { continue }
      do {
        try await ContinuousClock().sleep(for: isDone ? Self.tick : Self.pauseAfterFailure)
      } catch { return }
    }
  }

  private var hasManyRowsToRemove: Bool {
    leases.withTable { table, _ in table.discarded.count >= Self.removalBatch }
  }

  /// One round of it. False where the store failed.
  @discardableResult
  func keepLeasesOnce() async -> Bool {
    let over = leases.sweep(atMost: Self.removalBatch)
    noteLapses()
    guard !over.isEmpty || !session.isWritten else { return true }
    do throws(SignetError) {
      try await committer.submit(.background) { commit in
        for lease in over {
          try commit.transaction.removeLease(
            try lease.unreadableRow ?? self.keyring.tag(of: lease.id))
        }
        try self.session.write(
          in: commit.transaction, keyring: self.keyring, entropy: self.entropy)
        commit.wroteBeside = true
      }
      session.wasWritten()
      return true
    } catch {
      // Reported as an event; a later round tries again.
      leases.withTable { table, _ in table.discarded += over }
      return false
    }
  }
}
