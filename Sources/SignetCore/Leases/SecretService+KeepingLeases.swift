extension SecretService {
  /// Rows that one transaction removes.
  private static let removalBatch = 256

  /// Ends leases and waits in their time, and removes the rows of leases that are over, until cancelled.
  /// Then it ends all waits: who is asked to stop waits for nobody.
  public func keepLeases() async {
    while !Task.isCancelled {
      await keepLeasesOnce()
      do { try await ContinuousClock().sleep(for: .milliseconds(100)) } catch { break }
    }
    leases.stopWaiting()
  }

  /// One round of it.
  func keepLeasesOnce() async {
    let over = leases.sweep(atMost: Self.removalBatch)
    guard !over.isEmpty || !session.isWritten else { return }
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
    } catch {
      // Reported as an event; the next round tries again.
      leases.look { table, _ in table.discarded += over }
    }
  }
}
