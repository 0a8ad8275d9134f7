public import SignetAudit
public import SignetCore
import SignetCrypto
internal import SignetSQLite
public import SignetTestProcesses

/// A service on a real SQLite store in a folder of its own, with a clock that moves only when told.
public final class TestService: Sendable {
  public let folder: TemporaryFolder
  public let clock: ManualClock
  public let entropy: SeededEntropy
  public let store: WatchedStore
  public let service: SecretService
  public let events = EventLog()

  /// Opens the database in `folder`, or makes it. The master key is `master` repeated.
  public init(
    in folder: TemporaryFolder? = nil, clock: ManualClock = ManualClock(),
    entropy: SeededEntropy = SeededEntropy(1), master: UInt8 = 0x4D, boot: String = "boot",
    cacheCapacity: Int = SecretService.defaultCacheCapacity,
    disclosureRate: Int = SecretService.defaultDisclosureRate,
    meter: (any ServiceMeter)? = nil
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    self.clock = clock
    self.entropy = entropy
    store = try WatchedStore(in: folder)
    do {
      service = try SecretService.open(
        store: store, master: try Self.masterKey(master), clock: clock, entropy: entropy,
        boot: boot, cacheCapacity: cacheCapacity, disclosureRate: disclosureRate, meter: meter,
        events: { [events] in events.append($0) })
    } catch {
      store.close()
      throw error
    }
  }

  deinit { stop() }

  /// Ends the service and opens the same database again, in this boot of the machine or another.
  public func reopened(
    boot: String = "boot", cacheCapacity: Int = SecretService.defaultCacheCapacity
  ) throws -> TestService {
    stop()
    return try TestService(
      in: folder, clock: clock, entropy: entropy, boot: boot, cacheCapacity: cacheCapacity)
  }

  public func stop() {
    store.release()
    service.stop()
  }

  public static func masterKey(_ byte: UInt8) throws -> MasterKey {
    guard let key = try MasterKey([UInt8](repeating: byte, count: MasterKey.length)) else {
      throw CryptoError.malformedEncoding
    }
    return key
  }

  /// The database file.
  public var databasePath: String { folder.path + "/state/" + SQLiteStore.fileName }

  /// Runs an operation. `key` is the Idempotency-Key, `body` what the request's digest is made of.
  @discardableResult
  public func perform<O: Operation>(
    _ operation: O, as principal: Principal = .admin, reason: String? = nil,
    onBehalfOf: String? = nil, key: String? = nil, body: String = "", route: String? = nil
  ) async throws(SignetError) -> O.Output {
    let route = route ?? "\(O.self)"
    let claim = key.map {
      IdempotencyClaim(key: $0, route: route, requestDigest: Array(body.utf8))
    }
    return try await service.perform(
      operation, as: principal,
      context: RequestContext(
        requestID: "request", onBehalfOf: onBehalfOf, reason: reason, idempotency: claim))
  }

  /// The log, the oldest entry first, without those about reading it.
  public func log() async throws(SignetError) -> [AuditEntry] {
    let page = try await service.audit(
      AuditQuery(newestFirst: false, limit: 100_000), as: .auditor,
      context: RequestContext(requestID: "log"))
    return page.entries.filter { $0.action != .auditRead }
  }

  public func verifyAudit() async throws(SignetError) -> AuditVerification {
    try await service.verifyAudit(as: .auditor, context: RequestContext(requestID: "verify"))
  }
}
