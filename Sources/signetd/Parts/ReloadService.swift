import Glibc
import Logging
import ServiceLifecycle
import SignetCore
import SignetServer
import SignetSystemd
import UnixSignals

/// Reads the configuration again on SIGHUP. One that is not valid changes nothing.
struct ReloadService: Service {
  let options: ConfigurationOptions
  let live: LiveConfiguration
  let threshold: LogThreshold
  let service: SecretService
  let server: Server
  let logger: Logger

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    for await _ in signals.cancelOnGracefulShutdown() {
      Notification.reloading(since: Self.monotonicMicroseconds()).send()
      reload()
      Notification.ready.send()
    }
  }

  private func reload() {
    do throws(ConfigurationFault) {
      let configuration = try options.load()
      let changes = live.changes(to: configuration)
      apply(configuration)
      live.take(configuration)
      let waiting = live.needRestart
      logger.say(
        .reloaded,
        [
          "changed": "\(changes.map(\.rawValue).joined(separator: ","))",
          "needRestart": "\(waiting.map(\.rawValue).joined(separator: ","))",
        ].filter { $0.value != "" })
      Notification.status(
        waiting.isEmpty
          ? "serving"
          : "serving; a restart is needed for " + waiting.map(\.rawValue).joined(separator: ", ")
      ).send()
    } catch {
      live.refuse(error)
      logger.say(.reloadRefused, ["error": "\(error.message)"])
      Notification.status("serving; the new configuration was refused: \(error.message)").send()
    }
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
