import SignetAudit

/// The limits on what makes audit entries without an admin's doing.
struct RateLimits: Sendable {
  private let disclosures: RateLimit
  /// Requests for another role's routes or with another uid's lease: an honest program makes none.
  private let refusals = RateLimit(rate: 5, burst: 10)
  /// Reading and verifying the log.
  private let readings = RateLimit(rate: 50, burst: 10)

  init(disclosureRate: Int) { disclosures = RateLimit(rate: disclosureRate) }

  func set(disclosureRate: Int) { disclosures.rate = disclosureRate }

  /// Counts an operation. Answers how many of its kind the uid was refused since the last one that
  /// was let through, for the entry: what is refused here has none of its own.
  ///
  /// Throws `.tooManyRequests`; for another role's route or another uid's lease what it would have
  /// been told anyway.
  func take<O: Operation>(
    for operation: O, by uid: UInt32, at now: Timestamp
  ) throws(SignetError) -> Int {
    if let refusal = refusal(of: operation.action) {
      guard case .taken(let before) = refusals.take(by: uid, at: now) else { throw refusal }
      return before
    }
    guard let limit = limit(for: operation.permission) else { return 0 }
    guard case .taken(let before) = limit.take(by: uid, at: now) else {
      throw .tooManyRequests(perSecond: limit.rate)
    }
    return before
  }

  private func refusal(of action: AuditAction?) -> SignetError? {
    switch action {
    case .routeRefuse: .routeRefused
    case .leaseUse: .leaseForbidden
    default: nil
    }
  }

  private func limit(for permission: Permission) -> RateLimit? {
    switch permission {
    case .revealSecrets, .identifySecrets, .signTokens, .fetchKeys: disclosures
    case .readAudit: readings
    case .changeWorkspaces, .readWorkspaces, .verifyTokens, .readStatus: nil
    }
  }
}
