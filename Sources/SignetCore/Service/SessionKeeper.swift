import SignetCrypto
import Synchronization

/// This run of the daemon and whether its row is on the disk: where the disk is full at the start it is
/// written later.
final class SessionKeeper: Sendable {
  private let state: Mutex<(session: Session, isWritten: Bool)>
  let boot: String

  init(_ session: Session, isWritten: Bool) {
    boot = session.boot
    state = Mutex((session, isWritten))
  }

  var isWritten: Bool { state.withLock { $0.isWritten } }
  /// The latest moment up to which uses of any workspace may have gone uncounted; nil: there was none.
  var gap: UsageGap? { state.withLock { $0.session.gap } }

  func write(
    in transaction: any StoreTransaction, keyring: Keyring, entropy: any EntropySource
  ) throws {
    let (session, isWritten) = state.withLock { $0 }
    if isWritten { return }
    try transaction.put(session: try keyring.seal(session, entropy: entropy))
  }

  /// Writes that uses may have gone uncounted.
  func put(
    _ gap: UsageGap, in transaction: any StoreTransaction, keyring: Keyring,
    entropy: any EntropySource
  ) throws {
    let session = state.withLock { state in
      state.session.gap.raise(to: gap)
      return state.session
    }
    try transaction.put(session: try keyring.seal(session, entropy: entropy))
  }

  /// Writes that the run ended in order: everything that it counted is on the disk.
  func end(
    in transaction: any StoreTransaction, keyring: Keyring, entropy: any EntropySource
  ) throws {
    var session = state.withLock { $0.session }
    session.isClean = true
    try transaction.put(session: try keyring.seal(session, entropy: entropy))
  }

  func wasWritten() { state.withLock { $0.isWritten = true } }
}
