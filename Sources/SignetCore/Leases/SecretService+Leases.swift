extension SecretService {
  /// How long a lease lasts from its grant or its last renewal. One bound for everything.
  public static var leaseDuration: Duration { .seconds(60) }
  /// What `wait` may be.
  public static var waitRange: ClosedRange<Duration> { .zero ... .seconds(65) }

  /// Grants a lease, durably: a row in the store names it before this returns.
  public func grantLease(
    verifier: String, workspaces: Set<WorkspaceID>?, replacing: LeaseID?, to principal: Principal,
    context: RequestContext
  ) async throws(SignetError) -> LeaseGrant {
    throw .busy
  }

  public func renew(
    _ lease: LeaseID, holds: UInt64, report: UsageReport, as principal: Principal,
    context: RequestContext
  ) async throws(SignetError) -> LeaseRenewed {
    throw .leaseNotFound
  }

  public func release(
    _ lease: LeaseID, as principal: Principal, context: RequestContext
  ) async throws(SignetError) {
    throw .leaseNotFound
  }

  /// Records that somebody named another uid's lease. Always throws `.leaseForbidden`, or why that
  /// could not be recorded.
  public func refuseLease(
    _ lease: LeaseID, as principal: Principal, context: RequestContext
  ) async throws(SignetError) {
    throw .leaseForbidden
  }

  public func admitFetch(
    of id: WorkspaceID, lease: LeaseID?, by principal: Principal
  ) throws(SignetError) {
  }

  public func verifiers(as principal: Principal) throws(SignetError) -> [LeaseView] { [] }

  public func isLive(_ lease: LeaseID) -> Bool { false }
  public func streamOpened(_ lease: LeaseID) {}
  public func streamClosed(_ lease: LeaseID) {}

  public func changes(after revision: UInt64, limit: Int) -> KeyChanges { .changes([]) }
  public func watchChanges(_ wake: @escaping @Sendable () -> Void) -> ChangeWatch {
    ChangeWatch(end: {})
  }

  public func leaseFacts(for id: WorkspaceID) -> LeaseFacts {
    LeaseFacts(live: [], lapsedAt: nil, anonymousAt: nil)
  }

  public func propagation(of revision: UInt64) throws(SignetError) -> PropagationView {
    throw .revisionNotFound
  }

  public func propagation(
    of revision: UInt64, wait: Duration
  ) async throws(SignetError) -> PropagationView {
    throw .revisionNotFound
  }

  public func reveal(
    _ operation: RevealSecret, wait: Duration, override: Bool, as principal: Principal,
    context: RequestContext
  ) async throws(SignetError) -> RevealSecret.Revealed {
    try await perform(operation, as: principal, context: context)
  }

  public func keepLeases() async {}
}
