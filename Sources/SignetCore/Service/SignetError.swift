public import SignetTokens

/// A member of a request that can't be taken: where (a JSON pointer) and what to do.
public struct FieldFault: Equatable, Sendable {
  public let pointer: String
  public let detail: String

  public init(pointer: String, detail: String) {
    self.pointer = pointer
    self.detail = detail
  }
}

/// Why an operation was refused or failed. Nothing was changed and nothing disclosed, except that
/// after `.outcomeUnknown` the change may be there.
public enum SignetError: Error, Equatable, Sendable {
  case invalid([FieldFault])
  case secretInvalid(SecretFormatError)
  case workspaceNotFound
  case workspaceExists
  /// The id belonged to a workspace that was deleted, and is never given again.
  case workspaceDeleted
  case versionNotFound
  /// The version is retired or revoked: its material is gone.
  case versionNotAccepted(version: UInt32, state: String)
  case rotationInProgress(
    retiring: UInt32, current: UInt32, acceptUntil: Timestamp, lastUsedAt: Sighting)
  case noRotation
  /// The workspace has had as many versions as its record may tell of.
  case tooManyVersions(limit: Int)
  case versionMismatch(expected: UInt32, current: UInt32)
  /// The workspace was changed since the ETag that was given; `etag` is the present one.
  case preconditionFailed(etag: String)
  case idempotencyKeyReused
  /// The workspace keeps as many idempotency keys as it can for 24 hours.
  case tooManyIdempotencyKeys
  /// The secret was already used in this workspace, as `version`.
  case secretReused(version: UInt32)
  case reasonRequired
  /// The principal's role may not do this.
  case forbidden
  /// The route is another role's: to this socket there is no such thing.
  case routeRefused
  case tokenClaims(Rejection)
  /// There is no such lease, or it has run out or was released.
  case leaseNotFound
  /// The lease is another uid's.
  case leaseForbidden
  /// The lease is not for that workspace.
  case leaseDoesNotCover
  /// The lease holds less than it must by now; `revision` is the least that it must hold.
  case leaseBehind(holds: UInt64, revision: UInt64)
  /// Live leases do not hold `revision` yet, which brought in the version that was to be shown.
  case verifiersBehind(revision: UInt64, behind: [PropagationView.Standing])
  /// No change has made that revision yet.
  case revisionNotFound
  /// The uid was served as often as it may be for now.
  case tooManyRequests(perSecond: Int)
  /// Too much is waiting already.
  case busy
  case unavailable(Unavailability)
  case outcomeUnknown
}

/// What keeps the service from working, for the operator's eyes: it goes into the log, and its
/// name into the answer.
public enum Unavailability: Equatable, Sendable {
  case store(StoreError)
  /// The daemon is finding out what is on the disk after a failed COMMIT.
  case recovering
  /// The locked memory for secrets is exhausted, or libcrypto failed.
  case crypto(String)
  /// A row does not open: it was changed, moved or belongs to other keys.
  case damaged(String)
  case stopping
}

extension SignetError {
  /// The stable name in answers and in the audit log.
  public var code: String {
    switch self {
    case .invalid: "invalid_request"
    case .secretInvalid: "secret_invalid"
    case .workspaceNotFound: "workspace_not_found"
    case .workspaceExists: "workspace_exists"
    case .workspaceDeleted: "workspace_deleted"
    case .versionNotFound: "version_not_found"
    case .versionNotAccepted: "version_not_accepted"
    case .rotationInProgress: "rotation_in_progress"
    case .noRotation: "no_rotation"
    case .tooManyVersions: "too_many_versions"
    case .versionMismatch: "version_mismatch"
    case .preconditionFailed: "precondition_failed"
    case .idempotencyKeyReused: "idempotency_key_reused"
    case .tooManyIdempotencyKeys: "too_many_requests"
    case .secretReused: "secret_reused"
    case .reasonRequired: "reason_required"
    case .forbidden: "forbidden"
    case .routeRefused: "not_found"
    case .tokenClaims: "claims_invalid"
    case .leaseNotFound: "lease_not_found"
    case .leaseForbidden: "forbidden"
    case .leaseDoesNotCover: "invalid_parameter"
    case .leaseBehind: "lease_behind"
    case .verifiersBehind: "verifiers_behind"
    case .revisionNotFound: "revision_not_found"
    case .tooManyRequests: "too_many_requests"
    case .busy: "busy"
    case .unavailable: "unavailable"
    case .outcomeUnknown: "outcome_unknown"
    }
  }

  /// Whether `Policy` refused it, which the audit log calls `denied`; all else is `failed`.
  var isDenial: Bool {
    switch self {
    case .forbidden, .routeRefused, .reasonRequired, .leaseForbidden: true
    default: false
    }
  }
}
