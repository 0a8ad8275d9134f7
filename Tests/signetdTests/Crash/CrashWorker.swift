import Foundation
import SignetTestProcesses

/// One client with workspaces of its own. It asks, remembers what was answered, and holds the
/// daemon to it.
// SAFETY: a worker is used by one thread at a time; `CrashCrew` waits for its threads.
final class CrashWorker: @unchecked Sendable {
  private struct Pending {
    var place: Int
    var change: CrashChange
    var request: Request
  }

  private let number: Int
  private var generator: SeededGenerator
  private var workspaces: [ModelWorkspace] = []
  /// Sent, and never answered.
  private var pending: Pending?
  private var keys = 0
  /// The places of workspaces to look at after the next start.
  private var touched: Set<Int> = []

  private(set) var answered = 0
  private(set) var changes = 0
  private(set) var newestRevision = 0
  /// The ids of answered requests, and what each was.
  private(set) var receipts: [(id: String, action: String)] = []
  var failure: (any Error)?

  init(number: Int, seed: UInt64) {
    self.number = number
    generator = SeededGenerator(seed: seed)
  }

  var isUnanswered: Bool { pending != nil }

  /// Works until the daemon has gone.
  func work(with daemon: RunningDaemon, gate: KillGate) throws {
    guard let admin = try? daemon.connect(.admin), let verifier = try? daemon.connect(.verifier)
    else { return }
    while true {
      let next = choose()
      pending = next
      let client = next.change == .keys ? verifier : admin
      do {
        try client.send(next.request.bytes)
        gate.pass(daemon, delay: UInt32.random(in: 0..<4_000, using: &generator))
        let answer = try client.answer()
        try take(answer, of: next)
        pending = nil
      } catch is RawClient.Ended {
        return
      }
    }
  }

  private func choose() -> Pending {
    keys += 1
    let key = "\(number)-\(keys)"
    let isNew = workspaces.isEmpty || Int.random(in: 0..<16, using: &generator) == 0
    if isNew {
      workspaces.append(ModelWorkspace(id: "w\(number)-\(workspaces.count)"))
    }
    let place =
      isNew ? workspaces.count - 1 : Int.random(in: 0..<workspaces.count, using: &generator)
    let change =
      isNew ? CrashChange.create : .random(for: workspaces[place], using: &generator)
    touched.insert(place)
    return Pending(
      place: place, change: change, request: change.request(workspaces[place].id, key: key))
  }

  /// Applies an answer to the model. Throws where it is not what the model expects.
  private func take(_ answer: Answer, of asked: Pending) throws {
    let id = workspaces[asked.place].id
    guard answer.status == 200 || answer.status == 201 else {
      throw Failure("\(asked.change) of \(id): \(answer.status) \(answer.text)")
    }
    answered += 1
    receipts.append((answer.requestID, asked.change.action))
    workspaces[asked.place].apply(asked.change)
    let workspace = workspaces[asked.place]
    switch asked.change {
    case .reveal:
      let secret = answer.json["secret"].string ?? ""
      let known = workspace.secrets[workspace.current]
      guard !secret.isEmpty, known == nil || known == secret else {
        throw Failure("\(id): another secret than before")
      }
      workspaces[asked.place].secrets[workspace.current] = secret
    case .keys:
      guard answer.json["keys"].items.count == (workspace.retiring == nil ? 1 : 2) else {
        throw Failure("\(id): \(answer.json["signet"]) has other keys")
      }
    case .create, .rotate, .reschedule, .finish, .rollback, .revokeCurrent, .revokeRetiring,
      .settings:
      changes += 1
      let revision = answer.etag.dropLast().split(separator: ".").last.flatMap { Int($0) } ?? 0
      guard revision > workspace.revision else { throw Failure("\(id): revision \(answer.etag)") }
      workspaces[asked.place].revision = revision
      newestRevision = max(newestRevision, revision)
    }
  }

  /// After a start: repeats what was not answered, which must end in exactly one change, and looks
  /// whether all that was answered is there.
  func settle(with daemon: RunningDaemon) throws {
    if let pending {
      let role: RunningDaemon.Role = pending.change == .keys ? .verifier : .admin
      try take(try daemon.send(role, pending.request), of: pending)
      self.pending = nil
    }
    for place in touched.sorted() {
      let workspace = workspaces[place]
      let summary = try daemon.summary(workspace.id).json
      if let difference = workspace.difference(from: summary) { throw Failure(difference) }
      if let secret = workspace.secrets[workspace.current],
        try daemon.reveal(workspace.id) != secret
      {
        throw Failure("\(workspace.id): another secret than before")
      }
    }
    touched = []
  }

  /// Looks at every workspace, also those that had nothing to do with the last crash.
  func touchAll() { touched = Set(workspaces.indices) }
}
