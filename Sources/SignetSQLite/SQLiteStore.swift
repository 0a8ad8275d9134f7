internal import GRDB
public import SignetCore
internal import Synchronization

/// The embedded store: one SQLite file, `signet.db`, in a directory that nobody else enters.
///
/// It is the only connection to that file, in this process and in any other. One thread calls it;
/// another may call `close`, which takes effect at the end of the call under way. Work runs on the
/// thread of the caller.
///
/// While a store is open, nothing else in its process may open and close `signet.db`, not even to
/// read it: closing any descriptor of a file drops the process's POSIX locks on it.
public final class SQLiteStore: Store {
  /// The name of the file in the directory given to `open`.
  public static let fileName = "signet.db"

  struct State {
    enum Connection {
      /// Serves transactions.
      case ready(DatabaseQueue)
      /// Serves none until `reopen` has succeeded; the text says why.
      case unsettled(DatabaseQueue?, reason: String)
      case closed
    }

    var connection: Connection
    /// Keeps every other process and store out, from before the first look at the file.
    var hold: DirectoryHold?
    /// A call is under way. It is not under the lock, so that a body which calls its own store gets
    /// an error instead of waiting for itself.
    var isBusy = false
    var closesWhenIdle = false
  }

  let path: String
  let state: Mutex<State>

  private init(path: String, queue: DatabaseQueue, hold: DirectoryHold) {
    self.path = path
    state = Mutex(State(connection: .ready(queue), hold: hold))
  }

  /// Opens the store in `directory`; where there is none and `mayCreate` is true, creates the
  /// directory (mode 0700, its parent must exist) and an empty store (mode 0600) in one step: a
  /// crash leaves a whole store or none.
  ///
  /// Throws `StoreError`:
  /// - `.inUse` at once when another store or process has it;
  /// - `.corrupt` when the file is damaged or not a store of ours, which leaves it as it is;
  /// - `.unknownSchema` when a later version wrote it, which leaves it as it is;
  /// - `.notPrivate` when the directory or a file is another user's, open to others, or a link;
  /// - `.setting` when SQLite does not take a setting that safety depends on;
  /// - `.full`, `.readOnly` or `.io` when the system refuses.
  public static func open(directory: String, mayCreate: Bool = true) throws(StoreError)
    -> SQLiteStore
  {
    let hold = try DirectoryHold(directory, mayCreate: mayCreate)
    let path = hold.path + "/" + fileName
    if try !hold.contains(fileName) {
      guard mayCreate else { throw .io("there is no \(fileName) in \(hold.path)") }
      try create(in: hold)
    }
    try hold.checkFiles(of: fileName)
    let queue = try openExisting(path)
    return SQLiteStore(path: path, queue: queue, hold: hold)
  }

  /// Whether there is a store in `directory`, or anything else under its name. It is true from the
  /// moment a store was created, before anything was put into it.
  ///
  /// Throws `StoreError.io` when that cannot be found out; then nothing must be created there.
  public static func exists(in directory: String) throws(StoreError) -> Bool {
    try DirectoryHold.entryExists(directory + "/" + fileName)
  }

  /// Opens a file that must be a store already.
  static func openExisting(_ path: String) throws(StoreError) -> DatabaseQueue {
    try DatabaseHeader.check(path)
    let queue = try Connection.open(path)
    do throws(StoreError) {
      try Schema.migrate(queue, path: path, isNew: false)
      try Connection.verify(queue, path: path)
    } catch {
      // What is thrown matters more than that closing may fail as well.
      try? queue.close()
      throw error
    }
    return queue
  }

  public func close() {
    let released = state.withLock { state -> State? in
      guard !state.isBusy else {
        state.closesWhenIdle = true
        return nil
      }
      return Self.release(&state)
    }
    released.map(Self.shut)
  }

  static func release(_ state: inout State) -> State {
    let released = state
    state = State(connection: .closed, hold: nil)
    return released
  }

  /// Closes the connection, then lets others in.
  static func shut(_ released: State) {
    switch released.connection {
    case .ready(let queue), .unsettled(let queue?, _):
      // SQLite moves what the log holds into the file. If that fails the log stays, and the next
      // open reads it: nothing is lost that was promised.
      try? queue.close()
    case .unsettled(nil, _), .closed:
      break
    }
    withExtendedLifetime(released.hold) {}
  }
}
