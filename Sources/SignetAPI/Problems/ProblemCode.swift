/// Every way in which Signet refuses a request. The raw value is the code on the wire.
public enum ProblemCode: String, Sendable, Hashable, CaseIterable, Codable {
  // What was sent cannot be read.
  case invalidHTTP = "invalid_http"
  case invalidJSON = "invalid_json"
  case invalidParameter = "invalid_parameter"
  case invalidRequest = "invalid_request"
  case unknownMember = "unknown_member"
  case unsupportedMediaType = "unsupported_media_type"
  case bodyTooLarge = "body_too_large"
  case headerTooLarge = "header_too_large"
  case requestTimeout = "request_timeout"
  case expectationFailed = "expectation_failed"

  // It asks for what is not there, or not for this caller.
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case forbidden = "forbidden"
  case browserRequest = "browser_request"
  case workspaceNotFound = "workspace_not_found"
  case versionNotFound = "version_not_found"
  case revisionNotFound = "revision_not_found"
  case leaseNotFound = "lease_not_found"

  // The state does not allow it.
  case workspaceExists = "workspace_exists"
  case workspaceDeleted = "workspace_deleted"
  case versionNotAccepted = "version_not_accepted"
  case rotationInProgress = "rotation_in_progress"
  case noRotation = "no_rotation"
  case tooManyVersions = "too_many_versions"
  case versionMismatch = "version_mismatch"
  case preconditionFailed = "precondition_failed"
  case preconditionRequired = "precondition_required"
  case idempotencyKeyReused = "idempotency_key_reused"
  case secretReused = "secret_reused"
  case secretInvalid = "secret_invalid"
  case reasonRequired = "reason_required"
  case verifiersBehind = "verifiers_behind"
  case leaseBehind = "lease_behind"
  case claimsInvalid = "claims_invalid"

  // Not now.
  case tooManyRequests = "too_many_requests"
  case busy = "busy"
  case unavailable = "unavailable"
  case outcomeUnknown = "outcome_unknown"
  case internalError = "internal"

  /// The `type` of a problem with this code (RFC 9457 §3.1.1).
  public var type: String { "urn:signet:error:\(rawValue)" }
}
