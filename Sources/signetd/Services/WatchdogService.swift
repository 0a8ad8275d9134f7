import ServiceLifecycle
import SignetCore
import SignetServer
import SignetSystemd

/// Tells the service manager's watchdog that the daemon lives: only after the event loops of all
/// sockets and the committer have each answered a probe since it was told the last time.
struct WatchdogService: Service {
  let service: SecretService
  let server: Server

  func run() async throws {
    await cancelWhenGracefulShutdown {
      guard let limit = Watchdog.limit else {
        try? await gracefulShutdown()
        return
      }
      while !Task.isCancelled {
        await probe()
        Notification.watchdog.send()
        do { try await Task.sleep(for: limit / 4) } catch { return }
      }
    }
  }

  private func probe() async {
    for role in SocketRole.allCases { await server.reachEventLoops(of: role) }
    await service.reachCommitter()
  }
}
