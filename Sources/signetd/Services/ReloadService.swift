import Glibc
import Logging
import ServiceLifecycle
import SignetCore
import SignetServer
import SignetSystemd
import UnixSignals

/// Reads the configuration again on SIGHUP. One that is not valid changes nothing.
struct ReloadService: Service {
  /// Trapped before anybody is told that the daemon is ready: untrapped, the signal ends it.
  let hangups: UnixSignalsSequence
  let options: ConfigurationOptions
  let live: LiveConfiguration
  let threshold: LogThreshold
  let service: SecretService
  let server: Server
  let logger: Logger

  func run() async throws {
    for await _ in hangups.cancelOnGracefulShutdown() {
      Notification.reloading(since: Self.monotonicMicroseconds()).send()
      reload()
      Notification.status(StatusService.words(service, live)).send()
      Notification.ready.send()
    }
  }

  private func reload() {
    do throws(ConfigurationFault) {
      let configuration = try options.load(reloading: live.current)
      let changes = live.changes(to: configuration)
      apply(configuration)
      live.take(configuration)
      logger.say(.reloaded, Self.metadata(changed: changes, needRestart: live.needRestart))
    } catch {
      live.refuse(error)
      logger.say(.reloadRefused, ["error": "\(error.message)"])
    }
  }

  static func metadata(
    changed: [ConfigurationKey], needRestart: [ConfigurationKey]
  ) -> Logger.Metadata {
    ["changed": "\(list(changed))", "needRestart": "\(list(needRestart))"]
  }

  private static func list(_ keys: [ConfigurationKey]) -> String {
    keys.isEmpty ? LogMessage.none : keys.map(\.rawValue).joined(separator: ",")
  }

  private func apply(_ configuration: DaemonConfiguration) {
    threshold.level = configuration.logLevel
    service.set(disclosureRate: configuration.disclosuresPerSecond)
    for role in SocketRole.allCases { server.set(configuration.limits(of: role), of: role) }
    ProcessLimits.warn(ifFewerDescriptorsThan: configuration.descriptors, logger)
  }

  private static func monotonicMicroseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
  }
}
