/// What one call says besides its message.
public struct CallOptions: Sendable, Hashable {
  /// Makes a repeated change safe: the daemon answers the same again.
  public var idempotencyKey: String?
  /// The ETag that the workspace must still have.
  public var ifMatch: String?

  public init(idempotencyKey: String? = nil, ifMatch: String? = nil) {
    self.idempotencyKey = idempotencyKey
    self.ifMatch = ifMatch
  }

  public static let none = CallOptions()
}
