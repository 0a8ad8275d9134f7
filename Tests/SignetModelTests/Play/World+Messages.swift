import SignetTokens

@testable import SignetCore

/// A fetch on its way to the daemon.
final class FetchCall {
  let workspace: String
  let eTag: String?
  let lease: String?
  let principal: Principal
  var hasArrived = false
  /// What the daemon answered without a look at the database; nil where it has to look.
  var later: () -> Reply? = { nil }

  init(workspace: String, eTag: String?, lease: String?, by principal: Principal) {
    self.principal = principal
    self.workspace = workspace
    self.eTag = eTag
    self.lease = lease
  }
}

// Messages take their time, arrive or do not, and are answered by the real service.
extension World {
  typealias Hear = (Reply) -> Void

  /// None at all now and then: then both sides count from the same moment. And much now and then, also
  /// where all others are prompt: then it comes when all is decided.
  private func delay(_ line: Line) -> Duration {
    if oneIn(12) { return some(upTo: .seconds(8)) }
    return oneIn(3) ? .zero : some(upTo: line.slowness)
  }

  /// Sends a request; `work` is done when it has arrived.
  func send(
    _ line: Line, _ work: @escaping (SecretService) async throws -> Reply,
    hear: @escaping Hear
  ) {
    agenda.enter(now + delay(line)) { [unowned self] in
      guard let service = daemon.service, now >= line.cutUntil else {
        return deliver(line, .lost(wasSent: oneIn(2)), hear)
      }
      let run = daemon.run
      let reply = try await work(service)
      answer(line, reply, from: run, hear)
    }
  }

  func answer(_ line: Line, _ reply: Reply, from run: Int, _ hear: @escaping Hear) {
    agenda.enter(now + delay(line)) { [unowned self] in
      // What a daemon wrote before its end may be read after it.
      let isThere = run == daemon.run && now >= line.cutUntil || oneIn(2)
      deliver(line, isThere ? reply : .lost(wasSent: true), hear)
    }
  }

  func deliver(_ line: Line, _ reply: Reply, _ hear: @escaping Hear) {
    line.inbox.append { hear(reply) }
  }

  // MARK: What verifiers ask

  func fetch(_ line: Line, _ call: FetchCall, hear: @escaping Hear) {
    flying.append(call)
    send(
      line,
      { [unowned self] service in
        flying.removeAll { $0 === call }
        let answer =
          call.hasArrived ? call.later() : Self.arrive(call.request, call.principal, service)
        if let answer { return answer }
        // The committer has other things to do first, now and then.
        let lag = oneIn(8) ? some(upTo: .seconds(3)) : .zero
        guard lag > .zero else { return try await read(call, service) }
        let run = daemon.run
        agenda.enter(now + lag) { [unowned self] in
          guard daemon.run == run, let service = daemon.service else {
            return deliver(line, .lost(wasSent: true), hear)
          }
          self.answer(line, try await read(call, service), from: run, hear)
        }
        return .refused(code: "later", revision: nil)
      },
      hear: { if case .refused("later", _) = $0 { return } else { hear($0) } })
  }

  /// What the daemon does at once: lets the fetch in, and answers 304 from memory.
  static func arrive(
    _ request: FetchCall.Request, _ principal: Principal, _ service: SecretService
  ) -> Reply? {
    guard let id = WorkspaceID(request.workspace) else { return .refused(code: "", revision: nil) }
    do throws(SignetError) {
      try service.admitFetch(of: id, lease: request.lease, by: principal)
    } catch {
      return .refused(code: error.code, revision: nil)
    }
    guard let keys = service.cachedKeys(of: id), service.etag(of: keys) == request.eTag
    else { return nil }
    return .notModified
  }

  private func read(
    _ call: FetchCall, _ service: SecretService
  ) async throws -> Reply {
    let (request, principal) = (call.request, call.principal)
    guard let id = WorkspaceID(request.workspace) else { return .refused(code: "", revision: nil) }
    do throws(SignetError) {
      try service.admitFetch(of: id, lease: request.lease, by: principal)
      if request.eTag != nil {
        let keys = try await service.loadKeys(of: id)
        if service.etag(of: keys) == request.eTag { return .notModified }
      }
      let keys = try await service.perform(
        FetchKeys(id: id), as: principal, context: RequestContext(requestID: "fetch"))
      let time = service.deadlineNow
      return .keys(
        ModelKeys(
          workspace: request.workspace, revision: keys.revision,
          eTag: keys.etag(epoch: service.epoch, at: time),
          kids: Set(keys.accepted(at: time).map(\.kid.text)),
          deadlines: keys.accepted(at: time).reduce(into: [:]) { $0[$1.kid.text] = $1.acceptUntil }),
        epoch: service.epoch.description)
    } catch {
      return .refused(code: error.code, revision: nil)
    }
  }

  func renew(_ line: Line, _ lease: String, holds: UInt64, hear: @escaping Hear) {
    send(
      line,
      { [unowned self] service in
        guard let id = LeaseID(lease) else { return .refused(code: "", revision: nil) }
        do throws(SignetError) {
          let renewed = try await service.renew(
            id, holds: holds, report: UsageReport(), as: line.principal,
            context: RequestContext(requestID: "renew"))
          note("\(line.name) renews with \(holds), is down for \(renewed.holds)")
          return .renewed(holds: renewed.holds)
        } catch .leaseBehind(_, let revision) {
          return .refused(code: "lease_behind", revision: revision)
        } catch {
          return .refused(code: error.code, revision: nil)
        }
      }, hear: hear)
  }

  func release(_ line: Line, _ lease: String) {
    send(
      line,
      { [unowned self] service in
        guard let id = LeaseID(lease) else { return .refused(code: "", revision: nil) }
        note("\(line.name) releases \(lease)")
        do throws(SignetError) {
          try await service.release(
            id, as: line.principal, context: RequestContext(requestID: "release"))
          return .released
        } catch {
          return .refused(code: error.code, revision: nil)
        }
      }, hear: { _ in })
  }
}

extension FetchCall {
  struct Request: Sendable {
    let workspace: String
    let eTag: String?
    let lease: LeaseID?
  }

  var request: Request {
    Request(workspace: workspace, eTag: eTag, lease: lease.flatMap { LeaseID($0) })
  }
}
