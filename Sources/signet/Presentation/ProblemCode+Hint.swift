import SignetAPI

extension ProblemCode {
  /// The next step on the command line, where there is one that the daemon cannot know.
  var hint: String? {
    switch self {
    case .workspaceNotFound: "list them with: signet workspace list"
    case .workspaceExists: "look at it with: signet workspace show ID"
    case .versionNotFound, .versionNotAccepted: "list the versions with: signet secret show ID"
    case .rotationInProgress:
      "look at it with \"signet rotation show ID\"; end it with \"signet rotation finish ID\""
    case .noRotation: "look at the secrets with: signet secret show ID"
    case .versionMismatch: "look at the current version with: signet secret show ID"
    case .reasonRequired: "say why with --reason TEXT"
    case .idempotencyKeyReused: "leave --idempotency-key out, and a new one is drawn"
    case .unavailable, .outcomeUnknown: "look at the warnings of: signet status"
    case .invalidHTTP, .invalidJSON, .invalidParameter, .invalidRequest, .unknownMember,
      .unsupportedMediaType, .bodyTooLarge, .headerTooLarge, .requestTimeout, .expectationFailed,
      .notFound, .methodNotAllowed, .forbidden, .browserRequest, .workspaceDeleted,
      .preconditionFailed, .preconditionRequired, .secretReused, .secretInvalid, .tooManyRequests,
      .tooManyVersions,
      .busy, .claimsInvalid,
      .internalError:
      nil
    }
  }
}
