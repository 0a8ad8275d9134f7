import Glibc
public import Logging
public import NIOCore
import Synchronization

/// The daemon's sockets, served.
public final class Server: Sendable {
  /// A socket, who answers on it, and within which limits.
  public struct Endpoint: Sendable {
    public let role: SocketRole
    public let socket: ListeningSocket
    public let handler: any RequestHandler
    public let limits: ServerLimits
    /// Threads of this socket's own, so that a flood on another never delays it.
    public let eventLoops: Int
    /// Counts its connections.
    let meter: ConnectionMeter

    /// - Parameter limits: the role's defaults where none are given.
    public init(
      role: SocketRole, socket: ListeningSocket, handler: any RequestHandler,
      limits: ServerLimits? = nil, eventLoops: Int = 1,
      meter: ConnectionMeter = ConnectionMeter()
    ) {
      self.role = role
      self.socket = socket
      self.handler = handler
      self.limits = limits ?? ServerLimits(for: role)
      self.eventLoops = eventLoops
      self.meter = meter
    }
  }

  private let listeners: [Listener]
  private let logger: Logger
  private let isStopping = Mutex(false)

  private init(listeners: [Listener], logger: Logger) {
    self.listeners = listeners
    self.logger = logger
  }

  /// Serves the endpoints. Throws `ServerError.cannotListen`, and then none is served.
  public static func start(
    _ endpoints: [Endpoint], names: AccountNames = AccountNames(),
    requestIDs: RequestIDSource = RequestIDSource(), logger: Logger
  ) async throws(ServerError) -> Server {
    var listeners: [Listener] = []
    do throws(ServerError) {
      for endpoint in endpoints {
        listeners.append(try await Listener(endpoint, names: names, ids: requestIDs))
      }
    } catch {
      await Server(listeners: listeners, logger: logger).shutdown(within: .zero)
      throw error
    }
    for endpoint in endpoints {
      logger.info(
        "listening",
        metadata: [
          "socket": "\(endpoint.role.rawValue)",
          "path": "\(endpoint.socket.file?.path ?? "from the service manager")",
        ])
      if let fault = endpoint.socket.groupFault { warn(of: fault, endpoint.role, logger) }
    }
    return Server(listeners: listeners, logger: logger)
  }

  private static func warn(of fault: GroupFault, _ role: SocketRole, _ logger: Logger) {
    let uid = geteuid()
    let words = fault.words(account: AccountNames.userName(of: uid) ?? "uid \(uid)")
    logger.warning("the \(role.rawValue) socket keeps the daemon's own group: \(words)")
  }

  /// How many clients are connected to a role's socket.
  public func connectionCount(of role: SocketRole) -> Int {
    listeners.filter { $0.role == role }.reduce(0) { $0 + $1.connectionCount }
  }

  /// Sets the limits of a role's connections that come from now on.
  public func set(_ limits: ServerLimits, of role: SocketRole) {
    for listener in listeners where listener.role == role { listener.set(limits) }
  }

  /// Runs `body` on each event loop of a role's socket, and returns then: a probe whether they are
  /// alive.
  public func reachEventLoops(
    of role: SocketRole, _ body: @escaping @Sendable () -> Void = {}
  ) async {
    for listener in listeners where listener.role == role { await listener.reachEventLoops(body) }
  }

  /// Stops: accepts nobody, closes what is idle, answers what is in progress, and after `time`
  /// closes the rest. Returns when all is closed and our socket files are gone. Further calls
  /// return at once.
  public func shutdown(within time: TimeAmount) async {
    let isFirst = isStopping.withLock { stopping in
      defer { stopping = true }
      return !stopping
    }
    guard isFirst else { return }
    var open: [any Channel] = []
    for listener in listeners { open += await listener.stopAccepting() }
    await Self.waitForEnd(of: open, within: time, logger: logger)
    for listener in listeners { await listener.stopEventLoops() }
    logger.info("stopped listening")
  }

  private static func waitForEnd(
    of open: [any Channel], within time: TimeAmount, logger: Logger
  ) async {
    guard let loop = open.first?.eventLoop else { return }
    let deadline = loop.scheduleTask(in: time) {
      let left = open.filter { $0.isActive }
      guard !left.isEmpty else { return }
      logger.warning("closing connections in use", metadata: ["count": "\(left.count)"])
      for channel in left { channel.close(promise: nil) }
    }
    try? await EventLoopFuture.andAllComplete(open.map(\.closeFuture), on: loop).get()
    deadline.cancel()
  }
}
