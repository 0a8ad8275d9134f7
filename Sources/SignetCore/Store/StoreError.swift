/// Why a store could not do what it was asked. The texts are for the operator.
public enum StoreError: Error, Equatable, Sendable {
  /// No room on the disk.
  case full
  /// The file or its file system takes no writes.
  case readOnly
  /// Reading or writing failed.
  case io(String)
  /// Another process holds the store.
  case inUse(path: String)
  /// The file is not a store of ours or is damaged.
  case corrupt(String)
  /// A constraint of the schema was violated.
  case constraint(String)
  /// The store undid the whole transaction by itself.
  case transactionLost(String)
  /// COMMIT failed; whether the transaction is on the disk shows only after `reopen`.
  case outcomeUnknown(String)
  /// A later version wrote this store.
  case unknownSchema(found: String)
  /// The directory or a file in it is not the daemon's alone.
  case notPrivate(path: String, FileFault)
  /// A setting that safety depends on could not be made.
  case setting(name: String, expected: String, actual: String)
  /// The store was closed.
  case closed

  /// What is wrong with a file that the store must have to itself.
  public enum FileFault: Equatable, Sendable {
    case symbolicLink
    case notARegularFile
    /// Another user owns it.
    case foreignOwner(uid: UInt32)
    /// Its mode lets others in.
    case openToOthers(mode: UInt32)
  }
}
