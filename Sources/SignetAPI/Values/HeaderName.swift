/// The header fields that Signet gives a meaning.
public enum HeaderName {
  public static let idempotencyKey = "Idempotency-Key"
  public static let ifMatch = "If-Match"
  public static let ifNoneMatch = "If-None-Match"
  public static let eTag = "ETag"
  public static let onBehalfOf = "On-Behalf-Of"
  public static let reason = "Signet-Reason"
  public static let lease = "Signet-Lease"
  public static let lastEventID = "Last-Event-ID"
  public static let requestID = "Request-Id"
}
