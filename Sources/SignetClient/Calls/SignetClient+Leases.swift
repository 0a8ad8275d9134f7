import NIOHTTP1
public import SignetAPI

extension SignetClient {
  /// Renews a lease that `hello` granted, says what the verifier holds and reports what it has seen.
  /// The answer's `leaseSeconds` count from before this call. Problems: `lease_not_found`, and
  /// `lease_behind` with the least revision that the lease must hold (`Problem.requiredRevision`).
  public func renewLease(
    _ lease: String, _ renewal: LeaseRenewal
  ) async throws(ClientError) -> Answer<RenewedLease> {
    try await call(
      .renewLease, PathParameters(lease: lease), body: renewal, as: RenewedLease.self)
  }

  /// Ends a lease whose verifier uses no key any more.
  public func releaseLease(_ lease: String) async throws(ClientError) {
    let request = try request(
      .releaseLease, PathParameters(lease: lease), [], nil, .none, [])
    let response = try await exchange(request)
    guard response.status == 204 else { throw Self.failure(response) }
  }

  /// The leases that are live. On the admin socket.
  public func listVerifiers() async throws(ClientError) -> Answer<Page<VerifierLease>> {
    try await call(.listVerifiers, as: Page<VerifierLease>.self)
  }

  /// How far a revision has come; with `wait` once it is complete, at most that much later. On the
  /// admin socket.
  public func showPropagation(
    of revision: UInt64, wait: APIDuration? = nil
  ) async throws(ClientError) -> Answer<Propagation> {
    try await call(
      .showPropagation, PathParameters(revision: String(revision)),
      query: wait.map { [QueryItem("wait", $0.text)] } ?? [], wait: wait, as: Propagation.self)
  }
}
