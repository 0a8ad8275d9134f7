import SignetCrypto

/// A workspace's row that does not open: it was changed, moved or put there by somebody else. Which
/// workspace it was can only be told by when it was created.
struct DamagedRow: Error, CustomStringConvertible {
  /// The revision that created the workspace.
  let created: UInt64

  var description: String {
    "the row of the workspace created by revision \(created) does not open"
  }
}

extension Keyring {
  /// Opens a row. Throws `DamagedRow` where it does not open.
  func opened(_ row: WorkspaceRow) throws -> OpenedWorkspace {
    do {
      return try open(row)
    } catch CryptoError.authenticationFailed, CryptoError.malformedEncoding {
      throw DamagedRow(created: row.created)
    }
  }
}
