import Logging
import ServiceLifecycle
import SignetAPI
import SignetCore
import SignetCrypto
import SignetSQLite
import SignetServer
import SignetSystemd

/// The composition root: what the parts need comes together here, and only here do clock and chance
/// come in.
struct Daemon {
  private let service: SecretService
  private let server: Server
  private let logger: Logger

  /// Opens everything and serves. Throws before anything was changed where it cannot.
  init(
    runtimeDirectory: String, stateDirectory: String, masterKeyFile: String?, logger: Logger
  ) async throws(StartError) {
    self.logger = logger
    ProcessLimits.apply()
    do throws(CryptoError) {
      // The first call of libcrypto, so that its settings hold for all later ones.
      try SecureHeap.start()
    } catch {
      throw .crypto(error)
    }
    let clock = AnchoredClock(wall: WallClock.read())
    let (masterKey, keyPath) = try MasterKeyFile.load(
      from: masterKeyFile, stateDirectory: stateDirectory)
    let runtime: RuntimeDirectory
    do throws(SocketError) {
      runtime = try RuntimeDirectory(path: runtimeDirectory)
    } catch {
      throw .socket(error)
    }
    service = try Self.open(
      stateDirectory, masterKey, keyPath: keyPath, clock: clock, logger: logger)
    do throws(StartError) {
      server = try await Self.serve(service, in: runtime, clock: clock, logger: logger)
    } catch {
      service.stop()
      throw error
    }
  }

  private static func open(
    _ directory: String, _ masterKey: MasterKey, keyPath: String, clock: AnchoredClock,
    logger: Logger
  ) throws(StartError) -> SecretService {
    let store: SQLiteStore
    do throws(StoreError) {
      store = try SQLiteStore.open(directory: directory)
    } catch {
      throw .store(error, stateDirectory: directory)
    }
    do throws(OpenError) {
      return try SecretService.open(
        store: store, master: masterKey, clock: clock, entropy: SystemEntropy()
      ) { event in event.log(to: logger) }
    } catch {
      store.close()
      switch error {
      case .noDatabase: throw .damaged("the keyring is missing")
      case .wrongMasterKey: throw .masterKeyWrong(path: keyPath, stateDirectory: directory)
      case .damaged(let what): throw .damaged(what)
      case .store(let error): throw .store(error, stateDirectory: directory)
      case .crypto(let error): throw .crypto(error)
      }
    }
  }

  private static func serve(
    _ service: SecretService, in runtime: RuntimeDirectory, clock: AnchoredClock, logger: Logger
  ) async throws(StartError) -> Server {
    let about = APIHandler.About(version: Release.version, startedAt: clock.now())
    var endpoints: [Server.Endpoint] = []
    do throws(SocketError) {
      for role in SocketRole.allCases {
        endpoints.append(
          Server.Endpoint(
            role: role, socket: try runtime.bind(role),
            handler: APIHandler(service: service, socket: role, about: about),
            eventLoops: role == .verifier ? 2 : 1))
      }
    } catch {
      throw .socket(error)
    }
    do throws(ServerError) {
      return try await Server.start(endpoints, logger: logger)
    } catch {
      throw .server(error)
    }
  }

  /// Serves until SIGTERM or SIGINT; answers what is in flight, then closes the store.
  func serve() async throws {
    let ready: @Sendable () -> Void = { [logger, service] in
      logger.notice(
        "ready", metadata: ["epoch": "\(service.epoch)", "revision": "\(service.revision)"])
      if let behind = service.clockBehind {
        logger.warning(
          "the clock is behind what was committed before",
          metadata: ["seconds": "\(behind.milliseconds / 1000)"])
      }
      Notification.ready.send()
    }
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: DeadlineService(service: service)),
          .init(service: SocketService(server: server, ready: ready)),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    service.stop()
    logger.notice("stopped")
  }
}

/// Applies deadlines as they pass.
private struct DeadlineService: Service {
  let service: SecretService

  func run() async throws {
    await cancelWhenGracefulShutdown { await service.keepDeadlines(clock: ContinuousClock()) }
  }
}

/// Serves the sockets until the daemon is told to stop.
private struct SocketService: Service {
  let server: Server
  /// Called once the signals that stop the daemon are caught: whoever waits for it may send one.
  let ready: @Sendable () -> Void

  func run() async throws {
    ready()
    try? await gracefulShutdown()
    Notification.stopping.send()
    await server.shutdown(within: .seconds(10))
  }
}

extension ServiceEvent {
  fileprivate func log(to logger: Logger) {
    switch self {
    case .storeFailed(let error): logger.error("the store failed", metadata: ["error": "\(error)"])
    case .cryptoFailed(let what):
      logger.error("the cryptography failed", metadata: ["error": "\(what)"])
    case .storeRecovered: logger.notice("the store serves again")
    case .damaged(let what): logger.critical("damaged", metadata: ["what": "\(what)"])
    case .retired(let workspace, let version):
      logger.info("retired", metadata: ["workspace": "\(workspace)", "version": "\(version)"])
    }
  }
}
