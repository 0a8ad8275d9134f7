import SignetAPI
import SignetCore
import SignetTokens

extension APIHandler {
  func renewLease(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let lease = try call.leaseInPath()
    let message = try call.message(LeaseRenewal.self)
    let renewed = try await refusing { () async throws(SignetError) in
      try await self.service.renew(
        lease, holds: message.holds, report: UsageReport(message), as: call.principal,
        context: call.context)
    }
    return try Answer.message(
      RenewedLease(
        lease: lease.text, leaseSeconds: Self.leaseSeconds, holds: renewed.holds,
        revision: renewed.revision))
  }

  func releaseLease(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let lease = try call.leaseInPath()
    try await refusing { () async throws(SignetError) in
      try await self.service.release(lease, as: call.principal, context: call.context)
    }
    return HTTPResponse(Answer.noContent)
  }

  func listVerifiers(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let leases = try await refusing { () async throws(SignetError) in
      try self.service.verifiers(as: call.principal)
    }
    return try Answer.message(Page(items: leases.map { VerifierLease($0) }, nextCursor: nil))
  }

  /// Enters a fetch of keys into the lease table, before anything is read. Throws where the lease
  /// that it names is not good for it. False where somebody else's is named: that takes an entry of
  /// the audit log, which `foreignLease` writes.
  func admitFetch(_ call: Call) throws(Problem) -> Bool {
    let (workspace, lease) = (try call.workspace(), try call.lease())
    do throws(SignetError) {
      try service.admitFetch(of: workspace, lease: lease, by: call.principal)
      return true
    } catch .leaseForbidden {
      return false
    } catch .leaseDoesNotCover {
      throw .header(
        HeaderName.lease, "the lease is not for this workspace: open a stream that names it")
    } catch {
      throw Problem(error)
    }
  }

  /// What is answered to who names somebody else's lease, once that is in the audit log.
  func foreignLease(_ call: Call) async throws(Problem) -> Problem {
    guard let lease = try call.lease() else { return Problem(SignetError.leaseForbidden) }
    do throws(SignetError) {
      try await service.refuseLease(lease, as: call.principal, context: call.context)
      return Problem(SignetError.leaseForbidden)
    } catch {
      return Problem(error)
    }
  }
}

extension UsageReport {
  /// What nobody can have, a workspace or a key id of another format or a reason that this daemon
  /// does not know, is left out: a renewal must not fail for its statistics.
  init(_ message: LeaseRenewal) {
    self.init(
      uses: message.uses.compactMap { Use($0) },
      rejections: message.rejections.compactMap { Rejected($0) })
  }
}

extension UsageReport.Use {
  fileprivate init?(_ use: LeaseRenewal.Use) {
    guard let workspace = WorkspaceID(use.workspace), let kid = KeyID(use.kid) else { return nil }
    self.init(
      workspace: workspace, kid: kid, count: use.count, lastUsedAt: Timestamp(use.lastUsedAt),
      newestIssuedAt: use.newestIssuedAt.map { Timestamp($0) },
      latestExpiry: use.latestExpiry.map { Timestamp($0) })
  }
}

extension UsageReport.Rejected {
  fileprivate init?(_ rejected: LeaseRenewal.Rejected) {
    guard let workspace = WorkspaceID(rejected.workspace),
      let kind = TokenKind(reported: rejected.reason)
    else { return nil }
    self.init(workspace: workspace, kind: kind, count: rejected.count)
  }
}

extension Timestamp {
  fileprivate init(_ time: APITime) { self.init(milliseconds: time.milliseconds) }
}
