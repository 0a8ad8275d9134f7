import Synchronization

@testable import SignetCore

/// Watches the service as streams do: whoever is told of a change and fetches at once gets keys that
/// contain it.
final class ToldOrder: Sendable {
  private let state: Mutex<(told: UInt64, fault: String?)>
  private let watch = Mutex<ChangeWatch?>(nil)

  /// What was told too early; nil as long as nothing was.
  var fault: String? { state.withLock { $0.fault } }

  init(_ service: SecretService) {
    state = Mutex((service.revision, nil))
    let watched = service.watchChanges { [weak self, weak service] in
      guard let self, let service else { return }
      look(service)
    }
    watch.withLock { $0 = watched }
  }

  private func look(_ service: SecretService) {
    state.withLock { state in
      guard case .changes(let changes) = service.changes(after: state.told, limit: 1000) else {
        return
      }
      for change in changes {
        state.told = change.revision
        if let keys = service.cachedKeys(of: change.workspace), keys.revision < change.revision {
          state.fault = "\(change.revision) is told while keys of \(keys.revision) are given"
        }
      }
    }
  }
}
