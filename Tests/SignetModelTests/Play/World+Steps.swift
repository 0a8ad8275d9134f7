import SignetTokens

@testable import SignetCore

// One thing that may happen.
extension World {
  private var names: [String] { watch.versions.keys.sorted() }

  func begin() async throws {
    order = daemon.service.map { ToldOrder($0) }
    for slot in ["a", "b", "c"] { try await create("\(slot)0") }
    processes = Self.cast.map { make($0) }
    for process in processes { wantAll(process) }
  }

  enum Part: CaseIterable { case first, second, mail, plain, otherPlain, liar, cron, otherCron }
  static var cast: [Part] { Part.allCases }

  func make(_ part: Part) -> any ModelProcess {
    switch part {
    case .first: CacheProcess(Line("first", uid: 2000), seed: chance.next())
    case .second: CacheProcess(Line("second", uid: 2000), seed: chance.next())
    case .mail:
      CacheProcess(
        Line("mail", uid: 2001, filter: Set((0..<100).map { "a\($0)" })), seed: chance.next())
    case .plain: PlainProcess(Line("plain", uid: 2002))
    case .otherPlain:
      PlainProcess(Line("other plain", uid: 2003, filter: Set((0..<100).map { "b\($0)" })))
    case .liar: LyingProcess(Line("liar", uid: 2004))
    case .cron: AnonymousProcess(Line("cron", uid: 2005))
    case .otherCron: AnonymousProcess(Line("other cron", uid: 2006))
    }
  }

  private func wantAll(_ process: any ModelProcess) {
    for name in names { process.want(name, again: false, in: self) }
  }

  func step() async throws {
    switch chance.below(100) {
    case 0..<13: try await pass(some(upTo: .seconds(2)))
    case 13..<20: try await pass(some(upTo: .seconds(10)))
    case 20..<23: try await pass(some(upTo: .seconds(70)))
    case 23: try await passLong()
    case 24: stepWall()
    case 25..<55: try await administer()
    case 55..<74: try await show()
    case 74, 75: try await endDaemon()
    default: try await befall(one(of: Array(processes.indices)))
    }
    try await settle()
  }

  private func passLong() async throws {
    guard oneIn(3) else { return try await pass(some(upTo: .seconds(130))) }
    let length = some(upTo: anyOf(.seconds(90), .hours(2), .days(3)))
    note("everything stands still for \(length)")
    try await freeze(length)
  }

  private func stepWall() {
    let size = some(upTo: anyOf(.seconds(1), .seconds(30), .seconds(600)))
    note("the wall clock steps by \(size), forward or back")
    daemon.clock.set(daemon.clock.now() + (oneIn(2) ? size : .zero - size))
  }

  // MARK: Admins

  private func administer() async throws {
    guard daemon.service != nil else { return try await pass(some(upTo: .seconds(1))) }
    let name = one(of: names)
    guard let id = WorkspaceID(name) else { return }
    let versions = watch.versions[name] ?? []
    switch chance.below(36) {
    case 0..<15:
      try await rotate(id, versions)
      guard oneIn(3) else { return }
      // Before everybody has followed.
      try await pass(some(upTo: .seconds(1)))
      try await change(
        RevokeSecret(id: id, version: .number(UInt32(max(1, versions.count)))), on: name)
    case 15..<19:
      try await change(FinishRotation(id: id), on: name, retires: 1)
    case 19..<22:
      try await change(RollBackRotation(id: id, revoking: oneIn(3)), on: name)
    case 22..<28:
      let number = UInt32(max(1, versions.count - chance.below(3)))
      try await change(RevokeSecret(id: id, version: .number(number)), on: name)
    case 28..<32:
      let end = RescheduleRotation.End.after(some(upTo: .seconds(90)) - .seconds(5))
      try await change(RescheduleRotation(id: id, end: end), on: name)
      let versions = watch.versions[name] ?? []
      guard oneIn(2), let index = versions.firstIndex(where: { $0.state == .retiring }) else {
        return
      }
      // It may be accepted for longer than verifiers know.
      try await begin(
        .reveal(workspace: name, version: UInt32(index + 1), override: false),
        wait: oneIn(2) ? .zero : .seconds(65))
    case 32, 33:
      guard let service = daemon.service else { return }
      try await service.applyDeadlines()
      for name in names { try await watch.read(name, from: service) }
    default:
      // Records grow with each version, and what is deleted is a case of its own.
      guard versions.count > 20 || oneIn(6) else { return try await pass(.milliseconds(1)) }
      try await delete(name)
      let number = (Int(name.dropFirst()) ?? 0) + 1
      try await create("\(name.prefix(1))\(number)")
      for process in processes { wantAll(process) }
    }
  }

  private func rotate(_ id: WorkspaceID, _ versions: [Watch.Version]) async throws {
    let grace = anyOf(
      .zero, .seconds(1), .seconds(3), .seconds(20), .seconds(60), .seconds(100), .hours(24))
    // From few, so that some come again.
    let own = oneIn(5) ? "an own secret of 32 bytes or more, \(chance.below(40))" : nil
    let force = oneIn(3)
    try await change(
      RotateSecret(
        id: id, grace: grace, secret: try own.map { try IdentitySecret(text: Array($0.utf8)) },
        expectedVersion: force ? UInt32(versions.count) : nil, force: force),
      on: id.text, retires: grace == .zero ? 1 : 0)
  }

  private func show() async throws {
    guard let service = daemon.service else { return try await pass(some(upTo: .seconds(1))) }
    let wait = anyOf(.zero, .seconds(5), .seconds(65), .seconds(65), some(upTo: .seconds(65)))
    if oneIn(5) {
      let revision = UInt64(max(1, Int(service.revision) - chance.below(8)))
      return try await begin(.propagation(revision), wait: wait)
    }
    let name = one(of: names)
    let versions = watch.versions[name] ?? []
    let alive = versions.indices.filter { !versions[$0].state.isTerminal }
    let index = oneIn(8) ? chance.below(versions.count) : one(of: alive)
    let version = UInt32(index + 1)
    try await begin(
      .reveal(workspace: name, version: version, override: oneIn(6)), wait: wait)
  }

  // MARK: The daemon

  private func endDaemon() async throws {
    guard daemon.service != nil else { return }
    if oneIn(8) {
      if oneIn(2) { try kill() } else { stop() }
      note("reboot")
      daemon.reboot()
      agenda.clear()
      flying = []
      frozenUntil = .zero
      processes = Self.cast.map { make($0) }
      try await start()
      for process in processes { wantAll(process) }
      return
    }
    if oneIn(3) { stop() } else { try kill() }
    let down = some(upTo: anyOf(.zero, .seconds(2), .seconds(20), .seconds(80)))
    agenda.enter(now + down) { [unowned self] in try await start() }
  }

  // MARK: Processes

  private func befall(_ index: Int) async throws {
    let process = processes[index]
    let line = process.line
    switch chance.below(24) {
    case 0, 1:
      line.cutUntil = now + some(upTo: .seconds(40))
      note("\(line.name) is cut off until \(line.cutUntil)")
      for stream in line.streams { end(stream, of: process) }
    case 2..<5:
      for stream in line.streams { end(stream, of: process) }
    case 5..<8:
      line.stoppedUntil =
        now + some(upTo: anyOf(.seconds(3), .seconds(30), .seconds(130), .seconds(130)))
      note("\(line.name) is stopped until \(line.stoppedUntil)")
    case 8..<12:
      line.slowness = anyOf(
        .milliseconds(40), .milliseconds(40), .milliseconds(40), .seconds(2), .seconds(10),
        .seconds(40))
    case 12..<15: try await replace(index)
    case 15: try await useForeign(process.leaseName)
    default:
      let name = one(of: names)
      if !line.isStopped(at: now) { process.want(name, again: oneIn(2), in: self) }
    }
  }

  /// It ends, in order or not, and another begins.
  private func replace(_ index: Int) async throws {
    let old = processes[index]
    for stream in old.line.streams { end(stream, of: old) }
    // From here on it uses nothing.
    processes[index] = make(Self.cast[index])
    if let lease = old.leaseName, oneIn(2) { release(old.line, lease) }
    note("\(old.line.name) ends, and another begins")
    wantAll(processes[index])
  }

  /// Another account names the lease.
  private func useForeign(_ lease: String?) async throws {
    guard let service = daemon.service, let lease, let id = LeaseID(lease) else { return }
    let stranger = Line("stranger", uid: 2999).principal
    do throws(SignetError) {
      _ = try await service.renew(
        id, holds: service.revision, report: UsageReport(), as: stranger,
        context: RequestContext(requestID: "foreign"))
      throw .busy
    } catch {
      try promise(
        error == .leaseForbidden || error == .leaseNotFound,
        "another account's lease: \(error.code)")
      if error == .leaseForbidden { watch.tally.expect(.leaseUse, nil, code: error.code) }
    }
  }
}
