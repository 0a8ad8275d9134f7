import SignetAPI
import SignetCore

extension Propagation {
  init(_ view: PropagationView) {
    self.init(
      revision: view.revision, complete: view.isComplete,
      holding: view.holding.map { Standing($0) }, expired: view.expired.map { Standing($0) },
      behind: view.behind.map { Standing($0) },
      anonymousUntil: view.anonymousUntil.map { APITime($0) })
  }
}

extension Propagation.Standing {
  init(_ standing: PropagationView.Standing) {
    self.init(
      verifier: standing.verifier, lease: standing.lease.text, uid: standing.uid,
      expiresAt: APITime(standing.expiresAt))
  }
}

extension VerifierLease {
  init(_ lease: LeaseView) {
    self.init(
      verifier: lease.verifier, lease: lease.lease.text, uid: lease.uid, user: lease.user,
      pid: lease.pid, since: APITime(lease.since), expiresAt: APITime(lease.expiresAt),
      holds: lease.holds, lag: lease.lag, connected: lease.isConnected,
      workspaces: lease.workspaces.map { $0.map(\.text).sorted() },
      reportedAt: lease.reportedAt.map { APITime($0) })
  }
}
