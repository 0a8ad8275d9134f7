import ServiceLifecycle
import SignetCore

/// Applies deadlines as they pass.
struct DeadlineService: Service {
  let service: SecretService

  func run() async throws {
    await cancelWhenGracefulShutdown { await service.keepDeadlines(clock: ContinuousClock()) }
  }
}
