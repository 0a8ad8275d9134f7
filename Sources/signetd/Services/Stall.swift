import Glibc
import SignetCore
import SignetServer

/// Makes a part of the daemon stand still, so that a test can see the watchdog end it. Nothing but
/// this variable of the environment, which no unit sets, can do it.
enum Stall: String {
  case admin, verifier, committer

  static let variable = "SIGNETD_TEST_STALL"

  static var wanted: Stall? {
    getenv(variable).flatMap { Stall(rawValue: String(cString: $0)) }
  }

  /// From one second after now on.
  func begin(_ service: SecretService, _ server: Server) async {
    try? await Task.sleep(for: .seconds(1))
    let forEver: @Sendable () -> Void = { while true { sleep(3600) } }
    switch self {
    case .admin: await server.reachEventLoops(of: .admin, forEver)
    case .verifier: await server.reachEventLoops(of: .verifier, forEver)
    case .committer: await service.reachCommitter(forEver)
    }
  }
}
