/// A message of the daemon, with what came along.
public struct Answer<Message: Sendable>: Sendable {
  public let message: Message
  /// The body as it came, for whoever wants members that `Message` does not know.
  public let body: [UInt8]
  public let eTag: String?
  /// The id that the audit entry has, too.
  public let requestID: String?
}
