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
    case .expectedVersionRequired: "give the current version with --expected-version N"
    case .reasonRequired: "say why with --reason TEXT"
    case .preconditionFailed: "somebody changed it meanwhile; look at it and try again"
    case .idempotencyKeyReused: "leave --idempotency-key out, and a new one is drawn"
    case .secretReused: "use a secret that this workspace has never had, or let Signet draw one"
    case .secretInvalid:
      "a secret has at least 32 bytes; without --secret Signet draws a good one"
    case .settingsInvalid: "the ranges are in: signet settings set --help"
    case .tooManyRequests, .busy: "wait a moment and try again"
    case .unavailable, .outcomeUnknown: "look at the warnings of: signet status"
    case .invalidHTTP, .invalidJSON, .invalidParameter, .invalidRequest, .unknownMember,
      .unsupportedMediaType, .bodyTooLarge, .headerTooLarge, .requestTimeout, .expectationFailed,
      .notFound, .methodNotAllowed, .forbidden, .browserRequest, .workspaceDeleted,
      .preconditionRequired, .graceOutOfRange, .acceptUntilOutOfRange, .claimsInvalid,
      .internalError:
      nil
    }
  }
}
