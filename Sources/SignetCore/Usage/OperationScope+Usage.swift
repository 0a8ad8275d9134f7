import SignetCrypto

extension OperationScope {
  /// What is known of the use of a workspace's secrets: what `row` holds and what is in memory.
  func usage(of row: WorkspaceRow, _ workspace: Workspace) throws -> UsageView {
    // First: leases that ran out are noted by it.
    let reporters = leaseFacts(workspace.id).live.map { RotationVerdict.Reporter($0) }
    return UsageView(
      stored: try storedUsage(in: row), reading: tracker.reading(of: workspace.id),
      reporters: reporters, isChecked: workspace.settings.enforcement != .off, now: now)
  }

  /// Where the counts do not open the record may, and is served: that they are lost is told instead.
  func storedUsage(in row: WorkspaceRow) throws -> StoredUsage {
    do throws(CryptoError) {
      return try keyring.usage(in: row)
    } catch .authenticationFailed, .malformedEncoding {
      commit.note(.damaged(DamagedUsage(created: row.created).description))
      var lost = StoredUsage()
      lost.counts.note(UsageGap(at: now, cause: .damaged))
      return lost
    }
  }

  /// When tokens of a version were last identified, for a refusal that names it.
  func lastUse(of version: UInt32, in workspace: Workspace) throws -> Sighting {
    guard let row = try transaction.workspace(try keyring.tag(of: workspace.id)) else {
      return .unknown
    }
    let metadata = VersionMetadata(try workspace.version(.number(version)))
    return try usage(of: row, workspace)[metadata].lastUsedAt
  }
}

/// The counts beside a workspace's record that do not open.
struct DamagedUsage: CustomStringConvertible {
  /// The revision that created the workspace.
  let created: UInt64

  var description: String {
    "the counts of the workspace created by revision \(created) do not open"
  }
}
