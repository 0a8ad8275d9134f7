/// What walking the audit log found.
public struct AuditVerification: Sendable, Hashable, Codable {
  public var intact: Bool
  public var epoch: String?
  /// How many entries agree with their links.
  public var entries: UInt64
  /// The first sequence there is.
  public var first: UInt64?
  /// The last sequence that was looked at.
  public var last: UInt64?
  /// The link that the log must end with, in lower-case hexadecimal.
  public var link: String?
  /// The first sequence that does not agree.
  public var firstBad: UInt64?
  /// What does not agree there.
  public var detail: String?

  public init(
    intact: Bool,
    epoch: String? = nil,
    entries: UInt64,
    first: UInt64? = nil,
    last: UInt64? = nil,
    link: String? = nil,
    firstBad: UInt64? = nil,
    detail: String? = nil
  ) {
    self.intact = intact
    self.epoch = epoch
    self.entries = entries
    self.first = first
    self.last = last
    self.link = link
    self.firstBad = firstBad
    self.detail = detail
  }
}
