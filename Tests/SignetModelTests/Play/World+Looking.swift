@testable import SignetCore

// All that must hold at every moment.
extension World {
  func look() async throws {
    watch.checks += 1
    if let service = daemon.service {
      if let fault = order?.fault { throw Fallen(fault) }
      try lookAtWaits()
      try promise(
        service.revision >= watch.answered, "the revision fell to \(service.revision)")
      for name in watch.versions.keys { try await lookAtKeys(of: name, service) }
      try lookAtEndings(service)
    }
    for process in processes { try look(at: process) }
  }

  private func lookAtWaits() throws {
    for wait in waits {
      guard let outcome = wait.outcome else {
        try promise(
          now < wait.deadline, "a wait of \(wait.wait) goes on after its end: \(wait.matter)")
        continue
      }
      try promise(
        now <= wait.deadline || now == frozenUntil,
        "a wait of \(wait.wait) took \(now - wait.began): \(wait.matter)")
      try finish(wait, outcome)
    }
    waits.removeAll { $0.outcome != nil }
  }

  private func finish(_ wait: ModelWait, _ outcome: ModelWait.End) throws {
    note("\(wait.matter) ends after \(wait.wait): \(outcome)")
    let isLongest = wait.wait == SecretService.waitRange.upperBound
    switch (wait.matter, outcome) {
    case (.reveal(let name, _, let override), .revealed(_, let kid)):
      watch.tally.expect(.secretReveal, name, isOverride: override)
      try promise(!watch.dead.contains(kid), "\(kid) of \(name) was shown after its end")
      if !override {
        watch.revealed += 1
        watch.shown[name, default: [:]][kid] = watch.deadlines[kid]?.milliseconds ?? .max
      }
    case (.reveal(let name, _, _), .refused(let error)):
      watch.tally.expect(.secretReveal, name, code: error.code)
      if case .verifiersBehind(_, let behind) = error {
        watch.heldBack += 1
        // Unless it was changed meanwhile until when the version is accepted, which must be known then.
        let isChanged = watch.extendedAt[name].map { $0 >= wait.began } ?? false
        try promise(!isLongest || isChanged, "65 s were not enough for \(wait.matter)")
        try promise(!behind.isEmpty, "nobody is named who is behind")
      }
    case (.propagation, .complete(let isComplete)):
      try promise(isComplete || !isLongest, "65 s were not enough for \(wait.matter)")
    case (.propagation, .refused), (.propagation, .revealed), (.reveal, .complete):
      throw Fallen("\(wait.matter) answers \(outcome)")
    }
  }

  private func lookAtKeys(of name: String, _ service: SecretService) async throws {
    guard let id = WorkspaceID(name) else { return }
    let keys: AcceptedKeys
    if let cached = service.cachedKeys(of: id) {
      keys = cached
    } else {
      keys = try await service.loadKeys(of: id)
    }
    let kids = Set(keys.accepted(at: service.deadlineNow).map(\.kid.text))
    try promise((1...2).contains(kids.count), "\(name) has \(kids.count) accepted versions")
    try promise(kids.isDisjoint(with: watch.dead), "the daemon accepts a dead version of \(name)")
    for kid in kids {
      try promise(
        watch.deadlines[kid].map { service.deadlineNow < $0 } ?? true,
        "the daemon accepts \(kid) of \(name) after its deadline")
    }
    // A deadline that has passed ends what was shown, whether or not it is applied yet.
    watch.shown[name] = watch.shown[name]?.filter { kids.contains($0.key) }
    for (kid, until) in watch.shown[name] ?? [:] {
      let present = watch.deadlines[kid]?.milliseconds ?? .max
      watch.shown[name]?[kid] = min(until, present)
    }
  }

  private func lookAtEndings(_ service: SecretService) throws {
    watch.endings = try watch.endings.filter { ending in
      let view = try service.propagation(of: ending.revision)
      try look(at: view, service)
      guard view.isComplete else { return true }
      watch.completed += 1
      watch.gone.formUnion(ending.kids)
      return false
    }
  }

  /// Who is said to hold, to have run out, or to be behind, is so.
  private func look(at view: PropagationView, _ service: SecretService) throws {
    let (live, time) = service.leases.withTable { table, time in (table.leases, time) }
    for standing in view.holding + view.behind {
      let isLive = live[standing.lease].map { time < $0.expiresAt } ?? false
      try promise(isLive, "\(standing.verifier) is counted at \(view.revision) and has run out")
    }
    for standing in view.expired {
      try promise(
        live[standing.lease].map { time >= $0.expiresAt } ?? true,
        "\(standing.verifier) is said to have run out at \(view.revision)")
    }
    let holds = view.holding.allSatisfy { (live[$0.lease]?.holds ?? 0) >= view.revision }
    try promise(holds, "somebody is said to hold \(view.revision)")
  }

  private func look(at process: any ModelProcess) throws {
    let identity = ObjectIdentifier(process)
    let before = watch.positions[identity] ?? 0
    try promise(
      process.position >= before,
      "\(process.line.name) fell from revision \(before) to \(process.position)")
    watch.positions[identity] = process.position
    guard process.isHonest else { return }
    for name in Array(watch.versions.keys) + watch.deleted {
      guard let keys = process.usable(name, at: now) else { continue }
      let what = "\(process.line.name) with \(name) of revision \(keys.revision)"
      let seen = Watch.Seen(process: identity, workspace: name)
      try promise(
        keys.revision >= watch.revisions[seen] ?? 0, "\(what) has an older set than before")
      watch.revisions[seen] = keys.revision
      try promise(keys.kids.count <= 2, "\(what) accepts \(keys.kids.count)")
      let gone = keys.kids.intersection(watch.gone)
      try promise(gone.isEmpty, "\(what) accepts \(gone), which is gone")
      // Who fetches without a lease has to fetch again before it rejects.
      guard !(process is AnonymousProcess) else { continue }
      for (kid, until) in watch.shown[name] ?? [:] {
        try promise(keys.kids.contains(kid), "\(what) refuses \(kid), which was shown")
        try promise(
          keys.deadlines[kid] ?? .max >= until, "\(what) refuses \(kid) before it was said")
      }
    }
  }
}
