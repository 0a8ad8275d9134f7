extension SecretService {
  /// Rows that one transaction removes.
  private static let removalBatch = 256
  /// In which nothing is written after the store has failed: five seconds.
  private static let roundsAfterFailure = 50

  /// Ends leases and waits in their time, and removes the rows of leases that are over, until cancelled.
  /// Then it ends all waits: who is asked to stop waits for nobody.
  public func keepLeases() async {
    var rest = 0
    while !Task.isCancelled {
      if rest > 0 {
        rest -= 1
        leases.sweep()
      } else if await !keepLeasesOnce() {
        rest = Self.roundsAfterFailure
      }
      do { try await ContinuousClock().sleep(for: .milliseconds(100)) } catch { break }
    }
    leases.stopWaiting()
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
      leases.look { table, _ in table.discarded += over }
      return false
    }
  }
}
