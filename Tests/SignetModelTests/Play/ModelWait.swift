import Synchronization

@testable import SignetCore

/// Somebody who waits for verifiers, and what came of it.
final class ModelWait: Sendable {
  enum Matter: Sendable {
    case reveal(workspace: String, version: UInt32, override: Bool)
    case propagation(UInt64)
  }

  enum End: Sendable {
    case revealed(version: UInt32, kid: String)
    case complete(Bool)
    case refused(SignetError)
  }

  let matter: Matter
  let wait: Duration
  let began: Duration
  private let end = Mutex<End?>(nil)

  var deadline: Duration { began + wait }
  var outcome: End? { end.withLock { $0 } }

  /// Begins to wait, in a task of its own.
  init(_ matter: Matter, wait: Duration, at now: Duration, by service: SecretService) {
    self.matter = matter
    self.wait = wait
    began = now
    Task {
      let outcome = await Self.run(matter, wait, service)
      end.withLock { $0 = outcome }
    }
  }

  private static func run(_ matter: Matter, _ wait: Duration, _ service: SecretService) async -> End
  {
    do throws(SignetError) {
      switch matter {
      case .reveal(let workspace, let version, let override):
        guard let id = WorkspaceID(workspace) else { return .refused(.workspaceNotFound) }
        let revealed = try await service.reveal(
          RevealSecret(id: id, version: .number(version)), wait: wait, override: override,
          as: World.admin, context: RequestContext(requestID: "reveal"))
        return .revealed(version: revealed.version, kid: revealed.kid.text)
      case .propagation(let revision):
        return .complete(try await service.propagation(of: revision, wait: wait).isComplete)
      }
    } catch {
      return .refused(error)
    }
  }
}

extension World {
  static var admin: Principal {
    Principal(
      uid: 1000, gid: 1000, user: "alice", group: "signet-admin", pid: 1, role: .admin)
  }

  func begin(_ matter: ModelWait.Matter, wait: Duration) async throws {
    guard let service = daemon.service else { return }
    waits.append(ModelWait(matter, wait: wait, at: now, by: service))
    try await settle()
  }

  /// Until each is over, or waits for something to happen.
  func settleWaits() async {
    guard let service = daemon.service, !waits.isEmpty else { return }
    while true {
      let under = waits.count { $0.outcome == nil }
      let waiting = service.leases.withTable { table, _ in table.waits.count }
      if under == waiting { return }
      await Task.yield()
    }
  }

  /// Who waits at a killed daemon is never answered.
  func abandonWaits() { waits = [] }
}
