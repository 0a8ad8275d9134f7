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
  /// The start of the latest run before which uses may have gone uncounted; nil: there was none.
  var gapAt: Timestamp? { state.withLock { $0.session.gapAt } }

  func write(
    in transaction: any StoreTransaction, keyring: Keyring, entropy: any EntropySource
  ) throws {
    let (session, isWritten) = state.withLock { $0 }
    if isWritten { return }
    try transaction.put(session: try keyring.seal(session, entropy: entropy))
  }

  func wasWritten() { state.withLock { $0.isWritten = true } }
}
