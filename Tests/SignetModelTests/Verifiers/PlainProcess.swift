@testable import SignetCore

/// A verifier as somebody writes it who has read Docs/Verifiers.md and nothing else: one fetch at a
/// time, everything anew under a new lease, and what it is told of is out of use until it is fetched.
final class PlainProcess: ModelProcess {
  /// A lease as long as it has no gap.
  private struct Term {
    let lease: String
    let number: Int
    var until: Duration
    var holds: UInt64
  }

  private struct Held {
    var keys: ModelKeys
    /// The term in which it was fetched or found unchanged; nil: it is out of use.
    var term: Int?
  }

  /// A revision that may be claimed once these have been fetched or dropped.
  private struct Task {
    let revision: UInt64
    var workspaces: [String]
  }

  let line: Line
  let isHonest = true
  private var term: Term?
  private var terms = 0
  private var sets: [String: Held] = [:]
  private var tasks: [Task] = []
  private var wanted: [String] = []
  private var fetching: String?
  private var isRenewing = false
  private var renewAt = Duration.zero
  private var stream: UInt64?
  private var streams: UInt64 = 0
  private var openAt = Duration.zero
  private(set) var position: UInt64 = 0

  init(_ line: Line) { self.line = line }

  var leaseName: String? { term?.lease }

  func usable(_ workspace: String, at now: Duration) -> ModelKeys? {
    guard let term, now < term.until, let held = sets[workspace], held.term == term.number
    else { return nil }
    return held.keys
  }

  func nextWake(after now: Duration) -> Duration? {
    var times = stream == nil ? [openAt] : []
    if let term {
      times.append(term.until)
      if !isRenewing { times.append(renewAt) }
    }
    return times.min()
  }

  func want(_ workspace: String, again: Bool, in world: World) {
    guard line.filter?.contains(workspace) ?? true else { return }
    if again || usable(workspace, at: world.now) == nil { wanted.append(workspace) }
  }

  func act(in world: World) {
    // Past its lease it uses no key until it has fetched again.
    if let term, world.now >= term.until { lose(world) }
    if stream == nil, world.now >= openAt { open(world) }
    guard term != nil else { return }
    if !isRenewing, world.now >= renewAt { renew(world) }
    if fetching == nil { fetchNext(world) }
  }

  private func lose(_ world: World) {
    term = nil
    tasks = []
    if let stream { world.close(line, stream) }
  }

  private func open(_ world: World) {
    streams += 1
    let number = streams
    let sentAt = world.now
    stream = number
    world.open(
      line, number: number, replacing: term?.lease, after: nil,
      hear: { [unowned self, unowned world] reply in
        guard stream == number else { return world.close(line, number) }
        guard case .granted(let lease, let revision, _) = reply else {
          stream = nil
          openAt = world.now + .seconds(1)
          return
        }
        terms += 1
        term = Term(
          lease: lease, number: terms, until: sentAt + .seconds(60), holds: revision)
        position = max(position, revision)
        tasks = [Task(revision: revision, workspaces: all)]
        renewAt = world.now
      },
      told: { [unowned self, unowned world] told in
        guard stream == number else { return }
        switch told {
        case .keys(let workspace, let revision, _): changed(revision, [workspace], world)
        case .reset(let revision, _): changed(revision, all, world)
        case .ended:
          stream = nil
          openAt = world.now + .seconds(1)
        }
      })
  }

  /// All that it has, or is about to have.
  private var all: [String] { Set(sets.keys).union([fetching].compactMap(\.self)).sorted() }

  private func changed(_ revision: UInt64, _ workspaces: [String], _ world: World) {
    position = max(position, revision)
    for workspace in workspaces { sets[workspace]?.term = nil }
    // One that is on its way may be older than the change.
    tasks.append(
      Task(
        revision: revision, workspaces: workspaces.filter { sets[$0] != nil || fetching == $0 }))
  }

  private func fetchNext(_ world: World) {
    while let task = tasks.first, task.workspaces.isEmpty {
      tasks.removeFirst()
      guard let holds = term?.holds, task.revision > holds else { continue }
      term?.holds = task.revision
      renewAt = world.now
    }
    if let workspace = tasks.first?.workspaces.first {
      tasks[0].workspaces.removeFirst()
      fetch(workspace, world)
    } else if !wanted.isEmpty {
      fetch(wanted.removeFirst(), world)
    } else if !isRenewing, world.now >= renewAt {
      renew(world)
    }
  }

  private func fetch(_ workspace: String, _ world: World) {
    guard let sent = term else { return }
    fetching = workspace
    let eTag = sets[workspace]?.keys.eTag
    let call = FetchCall(workspace: workspace, eTag: eTag, lease: sent.lease, by: line.principal)
    world.fetch(line, call) { [unowned self] reply in
      fetching = nil
      // One that was told of meanwhile is fetched again by its own task; this may be older.
      let isAwaited = tasks.contains { $0.workspaces.contains(workspace) }
      switch reply {
      case .keys(let keys, _) where keys.revision >= sets[workspace]?.keys.revision ?? 0:
        sets[workspace] = Held(keys: keys, term: isAwaited ? nil : sent.number)
      case .notModified: sets[workspace]?.term = isAwaited ? nil : sent.number
      case .refused("workspace_not_found", _): sets[workspace] = nil
      case .refused("lease_not_found", _): if term?.number == sent.number { term?.until = .zero }
      // It stays out of use, and whoever wants it asks again.
      case .keys, .lost, .granted, .renewed, .released, .refused: break
      }
    }
  }

  private func renew(_ world: World) {
    guard let sent = term else { return }
    isRenewing = true
    let sentAt = world.now
    renewAt = sentAt + .seconds(15)
    world.renew(line, sent.lease, holds: sent.holds) { [unowned self, unowned world] reply in
      isRenewing = false
      guard term?.number == sent.number else { return }
      switch reply {
      case .renewed: term?.until = max(sent.until, sentAt + .seconds(60))
      case .refused("lease_behind", let revision):
        changed(revision ?? 0, all, world)
        renewAt = world.now + .seconds(1)
      case .refused("lease_not_found", _): term?.until = .zero
      case .lost, .granted, .keys, .notModified, .released, .refused:
        renewAt = world.now + .seconds(1)
      }
    }
  }
}
