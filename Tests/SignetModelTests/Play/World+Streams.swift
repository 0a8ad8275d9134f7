@testable import SignetCore

// Event streams as the daemon writes them: a cursor into the ring, and an end when the lease is over.
extension World {
  /// Asks for a stream. `hear` is told of the grant or of the refusal, `told` of what comes after.
  func open(
    _ line: Line, number: UInt64, replacing: String?, after: (epoch: String, revision: UInt64)?,
    hear: @escaping Hear, told: @escaping (Told) -> Void
  ) {
    let filter = line.filter
    send(
      line,
      { [unowned self] service in
        do throws(SignetError) {
          let grant = try await service.grantLease(
            verifier: line.name, workspaces: filter.map { Set($0.compactMap { WorkspaceID($0) }) },
            replacing: replacing.flatMap { LeaseID($0) }, to: line.principal,
            context: RequestContext(requestID: "open"))
          note(
            "\(line.name) is granted \(grant.lease), from \(grant.revision) on, in the place of "
              + "\(replacing ?? "none")")
          let epoch = service.epoch.description
          let cursor = after.map { $0.epoch == epoch ? $0.revision : .max } ?? grant.revision
          let stream = ModelStream(
            number: number, lease: grant.lease, run: daemon.run, filter: filter, cursor: cursor,
            hears: told)
          line.streams.append(stream)
          // Nothing is told before the grant is.
          stream.lastDelivery = now + line.slowness
          return .granted(lease: grant.lease.text, revision: grant.revision, epoch: epoch)
        } catch .leaseBehind(_, let revision) {
          return .refused(code: "lease_behind", revision: revision)
        } catch {
          return .refused(code: error.code, revision: nil)
        }
      }, hear: hear)
  }

  /// The process, or the network, ends it.
  func close(_ line: Line, _ number: UInt64) {
    for process in processes where process.line === line {
      for stream in line.streams where stream.number == number { end(stream, of: process) }
    }
  }

  func end(_ stream: ModelStream, of process: any ModelProcess) {
    guard !stream.isOver else { return }
    stream.isOver = true
    process.line.streams.removeAll { $0 === stream }
    tell(stream, of: process.line, .ended)
  }

  func tellStreams() {
    guard let service = daemon.service else { return }
    for process in processes {
      for stream in process.line.streams { tell(stream, of: process, by: service) }
    }
  }

  private func tell(_ stream: ModelStream, of process: any ModelProcess, by service: SecretService)
  {
    guard stream.run == daemon.run, service.isLive(stream.lease) else {
      return end(stream, of: process)
    }
    let line = process.line
    if !line.isStopped(at: now) { stream.unreadSince = nil }
    // Who reads nothing for ten seconds while there is much to read is a slow reader.
    if let since = stream.unreadSince, now - since >= .seconds(10), oneIn(4) {
      return end(stream, of: process)
    }
    switch service.changes(after: stream.cursor, limit: 1000) {
    case .gone(let newest):
      stream.cursor = newest
      tell(stream, of: line, .reset(revision: newest, epoch: service.epoch.description))
    case .changes(let changes):
      for change in changes {
        stream.cursor = change.revision
        guard stream.filter?.contains(change.workspace.text) ?? true else { continue }
        if line.isStopped(at: now), stream.unreadSince == nil { stream.unreadSince = now }
        tell(
          stream, of: line,
          .keys(
            workspace: change.workspace.text, revision: change.revision,
            epoch: service.epoch.description))
      }
    }
  }

  /// In their order, however slow the line is.
  private func tell(_ stream: ModelStream, of line: Line, _ told: Told) {
    let time = max(now + some(upTo: line.slowness), stream.lastDelivery)
    stream.lastDelivery = time
    agenda.enter(time) { line.inbox.append { stream.hears(told) } }
  }
}
