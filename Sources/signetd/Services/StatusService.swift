import ServiceLifecycle
import SignetCore
import SignetSystemd

/// Keeps the line that `systemctl status` shows.
struct StatusService: Service {
  let service: SecretService
  let live: LiveConfiguration

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var said: String?
      while !Task.isCancelled {
        let words = Self.words(service, live)
        if words != said { Notification.status(words).send() }
        said = words
        do { try await Task.sleep(for: .seconds(2)) } catch { return }
      }
    }
  }

  static func words(_ service: SecretService, _ live: LiveConfiguration) -> String {
    var parts = ["serving"]
    if case .degraded(let error) = service.health {
      parts = ["verifying only, for the database takes no writes: \(error)"]
    }
    if let damage = service.damage { parts.append("damaged: \(damage)") }
    let configuration = live.status
    if let error = configuration.error {
      parts.append("the new configuration was refused: \(error)")
    }
    if !configuration.needRestart.isEmpty {
      parts.append("restart for " + configuration.needRestart.joined(separator: ", "))
    }
    return parts.joined(separator: "; ")
  }
}
