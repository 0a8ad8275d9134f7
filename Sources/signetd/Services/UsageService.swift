import ServiceLifecycle
import SignetCore

/// Writes what is known of the use of secrets. What it leaves when it is stopped the service writes at
/// its end.
struct UsageService: Service {
  let service: SecretService

  func run() async throws {
    await cancelWhenGracefulShutdown { await service.keepUsage(clock: ContinuousClock()) }
  }
}
