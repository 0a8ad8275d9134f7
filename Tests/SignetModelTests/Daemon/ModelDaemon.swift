import Foundation
import SignetTestProcesses
import SignetTestSupport
import Synchronization

@testable import SignetCore
@testable import SignetSQLite

/// The daemon of the model: the real service on a real database. Killed, it leaves what is on the disk
/// and nothing else.
final class ModelDaemon {
  /// Which of the folders the database lies in; a killed daemon's is left behind.
  private(set) var folder: TemporaryFolder
  private(set) var clock: ManualClock
  private let entropy: SeededEntropy
  private var boots = 1
  /// Nil while it is down.
  private(set) var service: SecretService?
  private(set) var store: WindowedStore?
  /// Grows with each start; what is on its way from another one is lost, or was already sent.
  private(set) var run = 0

  init(seed: UInt64) throws {
    folder = try Self.newFolder()
    clock = ManualClock()
    entropy = SeededEntropy(seed)
    try start()
  }

  deinit { service?.stop() }

  /// In memory where there is such a place: what a kill leaves is the same, and nobody waits for a disk.
  private static func newFolder() throws -> TemporaryFolder {
    try TemporaryFolder(
      in: FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp")
  }

  func start() throws {
    let store = WindowedStore(try SQLiteStore.open(directory: folder.path + "/state"))
    self.store = store
    run += 1
    service = try SecretService.open(
      store: store, master: try TestService.masterKey(0x4D), clock: clock, entropy: entropy,
      boot: "boot \(boots)", disclosureRate: 1_000_000)
  }

  /// A clean end.
  func stop() {
    service?.stop()
    service = nil
    store = nil
  }

  /// Ends it without a word: the next start finds what lies on the disk now, or lay there when `image`
  /// was taken.
  func kill(leaving image: TemporaryFolder? = nil) throws {
    let left = try image ?? Self.image(of: folder)
    let killed = service
    service = nil
    store = nil
    // Whatever it still does, it does to files that nobody looks at any more.
    killed?.leases.stopWaiting()
    killed?.stop()
    folder = left
  }

  /// Another boot of the machine: its clock begins anew, and nobody of the one before is left.
  func reboot() {
    boots += 1
    clock = ManualClock(at: clock.now())
  }

  /// A copy of the files as they are now.
  static func image(of folder: TemporaryFolder) throws -> TemporaryFolder {
    let copy = try newFolder()
    try FileManager.default.copyItem(atPath: folder.path + "/state", toPath: copy.path + "/state")
    return copy
  }
}
