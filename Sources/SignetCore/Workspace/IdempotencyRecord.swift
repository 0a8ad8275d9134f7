import SignetCrypto

/// That a request was done, kept for 24 hours: repeated, it gets the same answer and changes
/// nothing.
struct IdempotencyRecord: Equatable, Sendable {
  static let lifetime = Duration.hours(24)
  /// How many a workspace keeps: one more within 24 hours is refused rather than an older one
  /// forgotten, unless it is an emergency.
  static let maximum = 256

  /// SHA-256 of uid, route and key: to whom it belongs.
  let owner: [UInt8]
  /// SHA-256 of what the request asked for.
  let requestDigest: [UInt8]
  let receipt: Receipt

  static func owner(of claim: IdempotencyClaim, uid: UInt32) throws(CryptoError) -> [UInt8] {
    var writer = CanonicalWriter(domain: "signet idempotency key v1")
    writer.write(uid)
    writer.write(claim.route)
    writer.write(claim.key)
    return try SHA256.hash(writer.bytes)
  }
}

extension [IdempotencyRecord] {
  /// The receipt of the same request done before; nil if it is new.
  ///
  /// Throws `.idempotencyKeyReused` if the key was used for another request.
  func replay(of claim: IdempotencyClaim, owner: [UInt8], now: Timestamp) throws(SignetError)
    -> Receipt?
  {
    guard
      let record = first(where: { $0.owner == owner && !$0.hasLapsed(at: now) })
    else { return nil }
    guard record.requestDigest == claim.requestDigest else { throw .idempotencyKeyReused }
    return record.receipt
  }

  /// Throws `.tooManyIdempotencyKeys` if there is no room for one more.
  func checkRoom(now: Timestamp) throws(SignetError) {
    guard count(where: { !$0.hasLapsed(at: now) }) < IdempotencyRecord.maximum else {
      throw .tooManyIdempotencyKeys
    }
  }

  /// Adds a record and drops those that have lapsed; where there is still no room, the oldest.
  /// Whoever must not displace one calls `checkRoom` before.
  mutating func add(_ record: IdempotencyRecord, now: Timestamp) {
    removeAll { $0.hasLapsed(at: now) }
    if count >= IdempotencyRecord.maximum { removeFirst(count - IdempotencyRecord.maximum + 1) }
    append(record)
  }
}

extension IdempotencyRecord {
  func hasLapsed(at now: Timestamp) -> Bool { receipt.at + Self.lifetime <= now }
}
