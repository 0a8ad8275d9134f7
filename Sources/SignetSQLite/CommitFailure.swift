internal import GRDB
internal import SignetCore

/// What a failed COMMIT means for the transaction.
///
/// In WAL mode COMMIT appends the changed pages to the log, the last of them with the commit mark
/// and a running checksum, and then syncs the log. So the question is whether that last frame may
/// be whole on the disk. Certainly not:
/// - `SQLITE_FULL`: the disk had no room for all bytes of some frame. If it was the last one it is
///   not whole, and its checksum fails; if it was an earlier one, no frame has the mark. (A disk
///   that finds out only in `fsync` answers `SQLITE_IOERR_FSYNC`.) What was written is overwritten
///   by the next transaction, and without one it is never read.
/// - `SQLITE_BUSY`, `SQLITE_LOCKED`: refused before anything was written.
/// - `SQLITE_CONSTRAINT`: a deferred constraint is checked before anything is written.
///
/// All others leave it open. `SQLITE_IOERR_WRITE` may have written the bytes that it reports as
/// failed, after `SQLITE_IOERR_FSYNC` they are in the page cache at least, and `SQLITE_NOMEM` can
/// strike after the last frame, when the index of the log grows.
struct CommitFailure {
  let storeError: StoreError

  init(_ error: any Error, path: String) {
    let cause = StoreError(error, path: path)
    guard let error = error as? DatabaseError else {
      storeError = .outcomeUnknown("COMMIT failed: \(cause)")
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CONSTRAINT:
      storeError = cause
    default:
      storeError = .outcomeUnknown("COMMIT failed: \(cause)")
    }
  }
}
