import NIOCore
import SignetAPI
import SignetServer

extension DaemonConfiguration {
  func limits(of role: SocketRole) -> ServerLimits {
    var limits = ServerLimits(for: role)
    limits.headerBytes = integer(.headerBytes)
    limits.bodyBytes = integer(.bodyBytes)
    limits.requestTime = time(.requestTime)
    limits.idleTime = time(.idleTime)
    limits.connectionLife = time(.connectionLife)
    limits.connections = connections(of: role)
    // One uid must not keep the others out.
    limits.connectionsPerUser = limits.connections / 2
    return limits
  }

  /// Descriptors that all connections and the daemon itself can take.
  var descriptors: Int {
    SocketRole.allCases.reduce(128) { $0 + connections(of: $1) }
  }

  private func connections(of role: SocketRole) -> Int {
    switch role {
    case .admin: integer(.adminConnections)
    case .verifier: integer(.verifierConnections)
    case .audit: integer(.auditConnections)
    }
  }

  private func time(_ key: ConfigurationKey) -> TimeAmount {
    .seconds(duration(key).seconds)
  }
}
