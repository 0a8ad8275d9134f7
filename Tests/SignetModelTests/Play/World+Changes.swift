import SignetAudit
import SignetTestProcesses
import SignetTestSupport
import SignetTokens
import Synchronization

@testable import SignetCore

// What admins do, and what may come between: a fetch, or a kill, before or after the change is on the
// disk and while nobody knows of it yet.
extension World {
  private enum Between {
    case nothing
    case fetch
    case kill(WindowedStore.Place)
  }

  private func between() -> Between {
    switch chance.below(40) {
    case 0: .kill(.before)
    case 1: .kill(.after)
    case 2..<22: .fetch
    default: .nothing
    }
  }

  /// `retires`: how many versions it retires by itself where it is done.
  func change<O: Operation>(
    _ operation: O, on name: String, retires: Int = 0
  ) async throws where O.Output == Receipt {
    guard let service = daemon.service else { return }
    try await settle()
    switch between() {
    case .nothing: break
    case .fetch: letFetchComeBetween(of: name, service)
    case .kill(let place):
      return try await change(operation, on: name, retires: retires, killedAt: place, service)
    }
    let outcome = try await run(operation, service)
    daemon.store?.forget()
    try await record(outcome, of: operation, on: name, retires: retires, service)
    try await settle()
  }

  private func run<O: Operation>(
    _ operation: O, _ service: SecretService
  ) async throws -> Result<Receipt, SignetError> where O.Output == Receipt {
    do throws(SignetError) {
      let receipt = try await service.perform(
        operation, as: Self.admin, context: RequestContext(requestID: "change"))
      note("\(operation): revision \(receipt.revision)")
      return .success(receipt)
    } catch {
      note("\(operation): \(error.code)")
      return .failure(error)
    }
  }

  private func record<O: Operation>(
    _ outcome: Result<Receipt, SignetError>, of operation: O, on name: String, retires: Int,
    _ service: SecretService
  ) async throws {
    guard let action = operation.action else { return }
    switch outcome {
    case .success(let receipt):
      try watch.answer(receipt.revision)
      watch.tally.expect(action, name)
      if action == .rotationReschedule || action == .rotationRollback {
        watch.extendedAt[name] = now
      }
      let revoked = try await watch.read(name, from: service, explained: retires)
      // A rotation by force revokes the retiring one first, with an entry of its own.
      if action == .secretRotate { watch.tally.expect(.secretRevoke, name, count: revoked) }
    case .failure(let error):
      watch.tally.expect(action, name, code: error.code)
      try await watch.read(name, from: service)
    }
  }

  /// A fetch of this workspace arrives once the change is on the disk and before it is known.
  private func letFetchComeBetween(of name: String, _ service: SecretService) {
    let awake = processes.filter { $0.isHonest && !$0.line.isStopped(at: now) }
    guard !awake.isEmpty else { return }
    let process = one(of: awake)
    process.want(name, again: true, in: self)
    process.act(in: self)
    guard now >= process.line.cutUntil,
      let call = flying.last(where: { $0.workspace == name && !$0.hasArrived })
    else { return }
    note("\(process.line.name) fetches \(name) while it is changed")
    let (request, principal) = (call.request, call.principal)
    let answer = Box<Reply?>(nil)
    call.hasArrived = true
    call.later = { answer.value }
    daemon.store?.comeBetween(.after) {
      answer.value = Self.arrive(request, principal, service)
    }
  }

  private func change<O: Operation>(
    _ operation: O, on name: String, retires: Int, killedAt place: WindowedStore.Place,
    _ service: SecretService
  ) async throws where O.Output == Receipt {
    let left = Box<TemporaryFolder?>(nil)
    let folder = daemon.folder
    daemon.store?.comeBetween(place) { left.value = try? ModelDaemon.image(of: folder) }
    note("killed \(place) it is on the disk:")
    let outcome = try await run(operation, service)
    guard let image = left.value else { throw Fallen("no image was taken") }
    switch (place, outcome) {
    case (.before, _), (.after, .failure): break
    case (.after, .success): watch.inDoubt = name
    }
    try kill(leaving: image)
    try await start()
    guard place == .after, let service = daemon.service else { return try await settle() }
    // Nobody was answered, but what was on the disk is there.
    if case .success(let receipt) = outcome {
      try promise(
        service.revision >= receipt.revision, "revision \(receipt.revision) was on the disk")
    }
    try await record(outcome, of: operation, on: name, retires: retires, service)
    try await settle()
  }

  func create(_ name: String) async throws {
    guard let service = daemon.service, let id = WorkspaceID(name) else { return }
    let receipt = try await service.perform(
      CreateWorkspace(id: id), as: Self.admin, context: RequestContext(requestID: "create"))
    try watch.answer(receipt.revision)
    watch.tally.expect(.workspaceCreate, name)
    try await watch.read(name, from: service)
    note("\(name) is created at \(receipt.revision)")
  }

  func delete(_ name: String) async throws {
    guard let service = daemon.service, let id = WorkspaceID(name) else { return }
    try await watch.read(name, from: service)
    let deletion = try await service.perform(
      DeleteWorkspace(id: id, precondition: .any), as: Self.admin,
      context: RequestContext(requestID: "delete"))
    note("\(name) is deleted at \(deletion.revision)")
    try watch.answer(deletion.revision)
    watch.tally.expect(.workspaceDelete, name)
    watch.delete(name, at: deletion.revision)
    try await settle()
  }
}

/// Something that another thread leaves.
final class Box<Value: Sendable>: Sendable {
  private let kept: Mutex<Value>
  init(_ value: Value) { kept = Mutex(value) }
  var value: Value {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}
