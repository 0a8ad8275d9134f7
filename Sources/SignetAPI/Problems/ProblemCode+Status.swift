extension ProblemCode {
  /// The HTTP status of an answer with this code (RFC 9110 §15, RFC 6585).
  public var status: Int {
    switch self {
    case .invalidHTTP, .invalidJSON, .invalidParameter: 400
    case .forbidden, .browserRequest: 403
    case .notFound, .workspaceNotFound, .versionNotFound, .revisionNotFound, .leaseNotFound: 404
    case .methodNotAllowed: 405
    case .requestTimeout: 408
    case .workspaceExists, .workspaceDeleted, .versionNotAccepted, .rotationInProgress,
      .noRotation, .tooManyVersions, .versionMismatch, .idempotencyKeyReused, .secretReused,
      .verifiersBehind, .leaseBehind:
      409
    case .preconditionFailed: 412
    case .bodyTooLarge: 413
    case .unsupportedMediaType: 415
    case .expectationFailed: 417
    case .invalidRequest, .unknownMember, .secretInvalid, .reasonRequired, .claimsInvalid:
      422
    case .preconditionRequired: 428
    case .tooManyRequests: 429
    case .headerTooLarge: 431
    case .internalError: 500
    case .busy, .unavailable, .outcomeUnknown: 503
    }
  }
}
