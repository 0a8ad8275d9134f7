import Logging
import NIOCore
import ServiceLifecycle
import SignetAPI
import SignetCore
import SignetCrypto
import SignetSQLite
import SignetServer
import SignetSystemd
import UnixSignals

/// The composition root: what the parts need comes together here, and only here do clock and chance
/// come in.
struct Daemon {
  private let options: ConfigurationOptions
  private let configuration: DaemonConfiguration
  private let live: LiveConfiguration
  private let log: Log
  private let clock: AnchoredClock
  private let service: SecretService
  private let server: Server

  private var logger: Logger { log.logger }

  /// Opens everything and serves. Throws before anything was changed where it cannot.
  ///
  /// - Parameter options: what `configuration` was read with, and will be read again.
  init(
    _ configuration: DaemonConfiguration, options: ConfigurationOptions, log: Log
  ) async throws(StartError) {
    self.options = options
    self.configuration = configuration
    self.log = log
    live = LiveConfiguration(configuration)
    ProcessLimits.apply()
    ProcessLimits.warn(ifFewerDescriptorsThan: configuration.descriptors, log.logger)
    do throws(CryptoError) {
      // The first call of libcrypto, so that its settings hold for all later ones.
      try SecureHeap.start()
      try SelfTest.run()
    } catch {
      throw .crypto(error)
    }
    clock = AnchoredClock(wall: WallClock.read())
    let (masterKey, keyPath) = try MasterKeyFile.load(
      from: configuration.masterKeyFile, stateDirectory: configuration.stateDirectory)
    let sockets = try Self.sockets(in: configuration.runtimeDirectory)
    let metrics = Metrics(stateDirectory: configuration.stateDirectory)
    service = try Self.open(
      configuration, masterKey, keyPath: keyPath, clock: clock, metrics: metrics,
      logger: log.logger)
    do throws(StartError) {
      server = try await Self.serve(
        service, sockets, configuration, live, clock: clock, metrics: metrics,
        logger: log.logger)
    } catch {
      service.stop()
      throw error
    }
  }

  /// The service manager's where it hands any over, else our own.
  private static func sockets(
    in directory: String
  ) throws(StartError) -> (SocketRole) throws(SocketError) -> ListeningSocket {
    do throws(InheritedSockets.Fault) {
      if let sockets = try InheritedSockets.adopt() {
        return { (role) throws(SocketError) in
          guard let socket = sockets[role] else { throw .notAListeningSocket(descriptor: -1) }
          return socket
        }
      }
    } catch {
      throw .inheritedSockets(error)
    }
    do throws(SocketError) {
      let runtime = try RuntimeDirectory(path: directory)
      return { (role) throws(SocketError) in try runtime.bind(role) }
    } catch {
      throw .socket(error)
    }
  }

  private static func open(
    _ configuration: DaemonConfiguration, _ masterKey: MasterKey, keyPath: String,
    clock: AnchoredClock, metrics: Metrics, logger: Logger
  ) throws(StartError) -> SecretService {
    let directory = configuration.stateDirectory
    let log = ServiceLog(logger, clock: clock)
    let store: SQLiteStore
    do throws(StoreError) {
      store = try SQLiteStore.open(directory: directory)
    } catch {
      throw .store(error, stateDirectory: directory)
    }
    do throws(OpenError) {
      return try SecretService.open(
        store: store, master: masterKey, clock: clock, entropy: SystemEntropy(),
        boot: MachineBoot.read(), cacheCapacity: configuration.cachedWorkspaces,
        disclosureRate: configuration.disclosuresPerSecond, meter: metrics
      ) { event in log.hear(event) }
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
    _ service: SecretService, _ socket: (SocketRole) throws(SocketError) -> ListeningSocket,
    _ configuration: DaemonConfiguration, _ live: LiveConfiguration, clock: AnchoredClock,
    metrics: Metrics, logger: Logger
  ) async throws(StartError) -> Server {
    let about = APIHandler.About(
      version: Release.version, startedAt: clock.now(), configuration: { live.status })
    var endpoints: [Server.Endpoint] = []
    do throws(SocketError) {
      for role in SocketRole.allCases {
        endpoints.append(
          Server.Endpoint(
            role: role, socket: try socket(role),
            handler: APIHandler(service: service, socket: role, about: about, metrics: metrics),
            limits: configuration.limits(of: role),
            eventLoops: role == .verifier ? configuration.verifierEventLoops : 1,
            meter: metrics.connections(of: role)))
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
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(service: WatchdogService(service: service, server: server)),
          .init(service: DeadlineService(service: service)),
          .init(service: UsageService(service: service)),
          .init(service: ClockService(clock: clock, logger: logger)),
          .init(service: StatusService(service: service, live: live)),
          .init(
            service: ReloadService(
              hangups: hangups, options: options, live: live, threshold: log.threshold,
              service: service,
              server: server, logger: logger)),
          .init(
            service: SocketService(
              server: server, stopTime: configuration.stopTime, ready: { announce() })),
          .init(service: LeaseService(service: service)),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    if let stall = Stall.wanted {
      Task { [service, server] in await stall.begin(service, server) }
    }
    try await group.run()
    service.stop()
    logger.say(.stopped)
    log.writer.flush()
  }

  private func announce() {
    logger.say(.started, ["epoch": "\(service.epoch)", "revision": "\(service.revision)"])
    if let behind = service.clockBehind {
      logger.say(.clockBehind, ["seconds": "\(behind.milliseconds / 1000)"])
    }
    Notification.status(StatusService.words(service, live)).send()
    Notification.ready.send()
  }
}
