import ServiceLifecycle
import SignetCore

/// Ends leases and waits in their time. It is the first to be stopped, so that no wait holds up the
/// rest.
struct LeaseService: Service {
  let service: SecretService

  func run() async throws {
    await cancelWhenGracefulShutdown { await service.keepLeases() }
  }
}
