/// The answer of a renewal. The verifier counts `leaseSeconds` from when it sent the request.
public struct RenewedLease: Sendable, Hashable, Codable {
  public var lease: String
  public var leaseSeconds: Int
  /// The revision that the daemon has it down for.
  public var holds: UInt64
  /// The newest revision.
  public var revision: UInt64

  public init(lease: String, leaseSeconds: Int, holds: UInt64, revision: UInt64) {
    self.lease = lease
    self.leaseSeconds = leaseSeconds
    self.holds = holds
    self.revision = revision
  }
}
