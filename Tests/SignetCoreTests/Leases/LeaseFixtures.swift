import SignetTestSupport
import Testing

@testable import SignetCore

extension TestService {
  private static let context = RequestContext(requestID: "lease")

  func grant(
    _ verifier: String = "chat", workspaces: [String]? = nil, replacing: LeaseID? = nil,
    as principal: Principal = .verifier
  ) async throws -> LeaseGrant {
    try await service.grantLease(
      verifier: verifier,
      workspaces: try workspaces.map { Set(try $0.map { try workspaceID($0) }) },
      replacing: replacing, to: principal, context: Self.context)
  }

  @discardableResult
  func renew(
    _ lease: LeaseID, holds: UInt64, as principal: Principal = .verifier
  ) async throws(SignetError) -> LeaseRenewed {
    try await service.renew(
      lease, holds: holds, report: UsageReport(), as: principal, context: Self.context)
  }

  func release(_ lease: LeaseID, as principal: Principal = .verifier) async throws(SignetError) {
    try await service.release(lease, as: principal, context: Self.context)
  }

  func fetch(_ name: String = "acme", lease: LeaseID? = nil, as principal: Principal = .verifier)
    throws
  {
    try service.admitFetch(of: try workspaceID(name), lease: lease, by: principal)
  }

  func reveal(
    _ version: VersionSelector = .current, of name: String = "acme", wait: Duration,
    override: Bool = false
  ) async throws -> RevealSecret.Revealed {
    try await service.reveal(
      RevealSecret(id: try workspaceID(name), version: version), wait: wait, override: override,
      as: .admin, context: Self.context)
  }

  var waits: Int { service.leases.withTable { table, _ in table.waits.count } }

  /// Until somebody waits for leases.
  func untilWaiting(for count: Int = 1) async throws {
    while waits != count { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Rows of leases in the store, by their ids, as another start would find them.
  func savedLeases() async throws -> Set<LeaseID> {
    try await service.committer.submit(.background) { commit in
      Set(
        try commit.transaction.leases(after: nil, limit: 100).map {
          try self.service.keyring.open($0).id
        })
    }
  }
}

/// The names and the uids of those who are behind, and the revision, of a reveal that was refused.
func refusedReveal(
  _ body: () async throws -> RevealSecret.Revealed
) async throws -> (revision: UInt64, behind: [String])? {
  do {
    _ = try await body()
    return nil
  } catch SignetError.verifiersBehind(let revision, let behind) {
    return (revision, behind.map { "\($0.verifier) \($0.uid)" })
  }
}
