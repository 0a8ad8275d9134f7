import Glibc
public import NIOCore
import NIOPosix
import Synchronization

/// Names of users and groups, kept for a short while.
///
/// A look-up may ask a directory server, so it runs on the thread pool and never on an event loop.
public final class AccountNames: Sendable {
  struct Names: Sendable, Equatable {
    var user: String?
    var group: String?
  }

  private struct Key: Hashable {
    var uid: UInt32
    var gid: UInt32
  }

  private struct Entry {
    var names: Names
    var staleAt: NIODeadline
  }

  private let entries = Mutex<[Key: Entry]>([:])
  private let keep: TimeAmount
  private let threads: NIOThreadPool

  /// - Parameter keep: how long a name is good for.
  public init(keep: TimeAmount = .seconds(60)) {
    self.keep = keep
    threads = .singleton
  }

  /// The names of a user and a group. Those that the system does not know are nil; that is no
  /// error, for a uid of a container has no name here.
  func names(uid: UInt32, gid: UInt32, on loop: any EventLoop) -> EventLoopFuture<Names> {
    let key = Key(uid: uid, gid: gid)
    if let entry = entries.withLock({ $0[key] }), entry.staleAt > loop.now {
      return loop.makeSucceededFuture(entry.names)
    }
    return threads.runIfActive(eventLoop: loop) {
      Names(user: Self.userName(of: uid), group: Self.groupName(of: gid))
    }.map { names in
      self.store(names, for: key, now: loop.now)
      return names
    }.recover { _ in Names() }
  }

  /// Few accounts ever connect; the bound only keeps a surprise small.
  private func store(_ names: Names, for key: Key, now: NIODeadline) {
    entries.withLock {
      if $0.count >= 1024 { $0.removeAll() }
      $0[key] = Entry(names: names, staleAt: now + keep)
    }
  }

  static func userName(of uid: UInt32) -> String? {
    withScratch { start, count in
      var record = passwd()
      var found: UnsafeMutablePointer<passwd>?
      guard getpwuid_r(uid, &record, start, count, &found) == 0, found != nil,
        let name = record.pw_name
      else { return nil }
      return String(cString: name)
    }
  }

  static func groupName(of gid: UInt32) -> String? {
    withScratch { start, count in
      var record = Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      guard getgrgid_r(gid, &record, start, count, &found) == 0, found != nil,
        let name = record.gr_name
      else { return nil }
      return String(cString: name)
    }
  }

  static func groupID(of name: String) -> UInt32? {
    withScratch { start, count in
      var record = Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      guard getgrnam_r(name, &record, start, count, &found) == 0, found != nil
      else { return nil }
      return record.gr_gid
    }
  }

  /// Groups with thousands of members need the room.
  private static func withScratch<R>(
    _ body: (UnsafeMutablePointer<CChar>, Int) -> R?
  ) -> R? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256 * 1024) { buffer in
      buffer.baseAddress.flatMap { body($0, buffer.count) }
    }
  }
}
