import SignetTokens

// How uses come to the disk. Each piece is a transaction's part of a few milliseconds, and makes no
// revision: nobody's ETag changes, and no verifier hears of it.
extension SecretService {
  /// How long uses wait in memory, unless they are urgent.
  static let usageInterval = Duration.seconds(5)
  /// How long one piece holds the committer at most, but for one workspace.
  private static let pieceTime = Duration.milliseconds(4)
  private static let pieceLimit = 64
  /// Rounds in which the end writes what there is: two, and one for what comes meanwhile.
  private static let lastRounds = 3

  /// Writes what is known of uses every few seconds until cancelled, and soon after a version's
  /// first use.
  public func keepUsage(clock: some Clock<Duration>) async {
    var waited = Duration.zero
    let tick = Duration.milliseconds(250)
    while !Task.isCancelled {
      do { try await clock.sleep(for: tick) } catch { return }
      waited += tick
      guard usage.takeUrgency() || waited >= Self.usageInterval else { continue }
      waited = .zero
      // A failure was reported as an event. Nothing is lost by it: the next round tries again.
      try? await flushUsage()
    }
  }

  /// Writes what is in memory by now.
  ///
  /// Throws `.busy`, `.unavailable` and `.outcomeUnknown`; what was not written stays in memory.
  func flushUsage() async throws(SignetError) {
    if let gap = usage.unstoredGap {
      try await committer.submit(.background) { try self.put(gap, in: $0) }
      usage.stored(gap)
    }
    var left = usage.workspaces[...]
    while !left.isEmpty {
      let parts = usage.take(left.prefix(Self.pieceLimit))
      let written = try await committer.submit(.background) { try self.put(parts, in: $0) }
      usage.settle(parts.prefix(written))
      left = left.dropFirst(max(written, 1))
    }
  }

  /// Writes what is in memory and that nothing is lost, so that the next start need not doubt it. For
  /// the end, when no token comes any more; blocks. Where it fails, the next start finds no mark.
  func endUsage() {
    do throws(SignetError) {
      // A part that the disk did not take before hides what came after it: that is the second round.
      for _ in 0..<Self.lastRounds where !usage.isEmpty { try writeUsage() }
      guard usage.isEmpty else { return }
      try committer.submitAndWait(.background) { commit in
        try self.session.end(
          in: commit.transaction, keyring: self.keyring, entropy: self.entropy)
        commit.wroteBeside = true
      }
    } catch {
      // Reported as an event where it is more than that the service was stopped before.
    }
  }

  private func writeUsage() throws(SignetError) {
    if let gap = usage.unstoredGap {
      try committer.submitAndWait(.background) { try self.put(gap, in: $0) }
      usage.stored(gap)
    }
    var left = usage.workspaces[...]
    while !left.isEmpty {
      let parts = usage.take(left.prefix(Self.pieceLimit))
      let written = try committer.submitAndWait(.background) { try self.put(parts, in: $0) }
      usage.settle(parts.prefix(written))
      left = left.dropFirst(max(written, 1))
    }
  }

  private func put(_ gap: UsageGap, in commit: CommitScope) throws {
    try session.put(gap, in: commit.transaction, keyring: keyring, entropy: entropy)
    commit.wroteBeside = true
  }

  /// Adds the parts to the stored usage, as many as there is time for, at least one. Answers how
  /// many; those of workspaces that do not exist, or do not open, are dropped.
  private func put(_ parts: [UsageTracker.Part], in commit: CommitScope) throws -> Int {
    let scope = scope(commit, principal: nil, context: RequestContext(requestID: ""))
    let start = ContinuousClock.now
    for (written, part) in parts.enumerated() {
      if written > 0, ContinuousClock.now - start > Self.pieceTime { return written }
      try scope.put(part)
    }
    return parts.count
  }
}

extension OperationScope {
  fileprivate func put(_ part: UsageTracker.Part) throws {
    let tag = try keyring.tag(of: part.workspace)
    guard var row = try transaction.workspace(tag) else { return }
    var stored = try storedUsage(in: row)
    let known = Set(stored.counts.versions.map(\.kid))
    guard stored.merge(part.counts) else { return }
    // A verifier may report any key id. Only those that this workspace's versions have are kept.
    try stored.counts.removeVersions { kid in
      guard !known.contains(kid) else { return false }
      let kidTag = try keyring.tag(.kid, Array(kid.text.utf8))
      return try transaction.reservation(kidTag, owner: tag) == nil
    }
    row.usage = try keyring.seal(stored, in: row, entropy: entropy)
    try transaction.put(workspace: row)
    commit.wroteBeside = true
  }
}
