import SignetAPI
import Synchronization

/// The configuration in force, and how it came about.
final class LiveConfiguration: Sendable {
  private struct State {
    var current: DaemonConfiguration
    var reloads: UInt64 = 0
    var error: String?
  }

  /// What the daemon started with: of the keys that a reload does not change, what is in force.
  private let initial: DaemonConfiguration
  private let state: Mutex<State>

  init(_ configuration: DaemonConfiguration) {
    initial = configuration
    state = Mutex(State(current: configuration))
  }

  var current: DaemonConfiguration { state.withLock { $0.current } }

  func take(_ configuration: DaemonConfiguration) {
    state.withLock { $0 = State(current: configuration, reloads: $0.reloads + 1) }
  }

  func refuse(_ fault: ConfigurationFault) {
    state.withLock {
      $0.reloads += 1
      $0.error = fault.message
    }
  }

  /// What changed since the start and needs a restart.
  var needRestart: [ConfigurationKey] {
    current.differences(from: initial).filter { !$0.isReloadable }
  }

  /// As `status` shows it.
  var status: Status.Configuration {
    let (reloads, error) = state.withLock { ($0.reloads, $0.error) }
    return Status.Configuration(
      reloads: reloads, error: error, needRestart: needRestart.map(\.rawValue))
  }

  /// What a reload to `configuration` would change.
  func changes(to configuration: DaemonConfiguration) -> [ConfigurationKey] {
    configuration.differences(from: current)
  }
}
