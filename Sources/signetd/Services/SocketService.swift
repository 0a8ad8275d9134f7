import NIOCore
import ServiceLifecycle
import SignetAPI
import SignetServer
import SignetSystemd

/// Serves the sockets until the daemon is told to stop.
struct SocketService: Service {
  let server: Server
  let stopTime: APIDuration
  /// Called once the signals that stop the daemon are caught: whoever waits for it may send one.
  let ready: @Sendable () -> Void

  func run() async throws {
    ready()
    try? await gracefulShutdown()
    Notification.status("stopping: answering what is under way").send()
    Notification.stopping.send()
    await server.shutdown(within: .seconds(stopTime.seconds))
  }
}
