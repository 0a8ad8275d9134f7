import SignetAPI
import SignetCore
import SignetJSON
import SignetTokens

extension Problem {
  /// The answer to a refusal of the core: which code, and what to do next.
  init(_ error: SignetError) {
    switch error {
    case .invalid(let faults):
      self.init(
        .invalidRequest, detail: faults.map(\.detail).joined(separator: "; "),
        errors: faults.map { Place(pointer: $0.pointer, detail: $0.detail) })
    case .secretInvalid(let fault): self.init(.secretInvalid, detail: fault.detail)
    case .workspaceNotFound:
      self.init(.workspaceNotFound, detail: "check the id, or create the workspace first")
    case .workspaceExists:
      self.init(.workspaceExists, detail: "to give it a new secret, rotate")
    case .workspaceDeleted:
      self.init(.workspaceDeleted, detail: "check the id, or choose another")
    case .versionNotFound:
      self.init(.versionNotFound, detail: "the workspace's summary lists its versions")
    case .versionNotAccepted(let version, let state):
      self.init(
        .versionNotAccepted,
        detail: "version \(version) is \(state) and its key was destroyed; use the current one",
        members: [
          "version": .number(JSONNumber(version)), "state": .string(state),
        ])
    case .rotationInProgress(let retiring, let current, let acceptUntil, let lastUsedAt):
      self.init(
        .rotationInProgress,
        detail: "version \(retiring) is accepted until \(acceptUntil.rfc3339): finish or roll back "
          + "that rotation first, or rotate with force and expectedVersion to revoke it",
        members: [
          "retiringVersion": .number(JSONNumber(retiring)),
          "currentVersion": .number(JSONNumber(current)),
          "acceptUntil": .string(acceptUntil.rfc3339),
          "lastUsedAt": .string(lastUsedAt.word),
        ])
    case .tooManyVersions(let limit):
      self.init(
        .tooManyVersions,
        detail: "a workspace has at most \(limit) versions: create another one for the customer")
    case .noRotation:
      self.init(.noRotation, detail: "no version is retiring; rotate first")
    case .versionMismatch(let expected, let current):
      self.init(
        .versionMismatch,
        detail: "version \(current) is current, not \(expected): read the workspace again",
        members: [
          "expectedVersion": .number(JSONNumber(expected)),
          "currentVersion": .number(JSONNumber(current)),
        ])
    case .preconditionFailed(let etag):
      self.init(
        .preconditionFailed, detail: "read the workspace again, then repeat with its ETag",
        members: ["etag": .string(etag)])
    case .idempotencyKeyReused:
      self.init(
        .idempotencyKeyReused, detail: "a new request needs a new key; keys are kept for 24 h")
    case .tooManyIdempotencyKeys:
      self.init(
        .tooManyRequests,
        detail: "the workspace keeps 256 idempotency keys for 24 h; wait, or send none")
    case .secretReused(let version):
      self.init(
        .secretReused, detail: "it was version \(version): give another one",
        members: ["version": .number(JSONNumber(version))])
    case .reasonRequired:
      self.init(.reasonRequired, detail: "say why in the header Signet-Reason")
    case .forbidden:
      self.init(.forbidden, detail: "this socket's role may not do that")
    case .routeRefused:
      self.init(.notFound, detail: "see the list of routes in Docs/API.md")
    case .tokenClaims(let rejection):
      self.init(
        .claimsInvalid, detail: rejection.detail,
        errors: [Place(pointer: "/claims", detail: rejection.detail)],
        members: ["reason": .string(rejection.reason.rawValue)])
    case .leaseNotFound:
      self.init(
        .leaseNotFound, detail: "use no key, and open the event stream for a new lease")
    case .leaseForbidden:
      self.init(.forbidden, detail: "the lease is another account's")
    case .leaseDoesNotCover:
      self.init(
        .invalidParameter,
        detail: "\(HeaderName.lease): the lease is not for this workspace; open a stream that "
          + "names it")
    case .leaseBehind(let holds, let revision):
      self.init(
        .leaseBehind, detail: "fetch what has changed, then renew with holds \(revision) or above",
        members: [
          "holds": .number(JSONNumber(holds)), "revision": .number(JSONNumber(revision)),
        ])
    case .verifiersBehind(let revision, let behind):
      self.init(
        .verifiersBehind, detail: "wait for them with wait, at most 65s, or show it with override",
        members: [
          "behind": .array(behind.map(\.problemMember)),
          "revision": .number(JSONNumber(revision)),
        ])
    case .revisionNotFound:
      self.init(.revisionNotFound, detail: "no change has made that revision yet")
    case .tooManyRequests(let rate):
      self.init(
        .tooManyRequests,
        detail: "a uid is served \(rate) of these a second at most: keep what you fetched, and ask "
          + "for keys with If-None-Match")
    case .busy: self.init(.busy, detail: "try again in a second")
    case .unavailable(let cause): self.init(.unavailable, detail: cause.words)
    case .outcomeUnknown:
      self.init(
        .outcomeUnknown, detail: "repeat the request with the same Idempotency-Key to find out")
    }
  }
}

extension PropagationView.Standing {
  /// As in `Propagation`.
  fileprivate var problemMember: JSONValue {
    .object([
      "verifier": .string(verifier), "lease": .string(lease.text),
      "uid": .number(JSONNumber(uid)), "expiresAt": .string(expiresAt.rfc3339),
    ])
  }
}

extension SignetCore.Sighting {
  /// As `SignetAPI.Sighting` writes it.
  fileprivate var word: String {
    switch self {
    case .unknown: "unknown"
    case .never: "never"
    case .at(let time): time.rfc3339
    }
  }
}

extension Unavailability {
  /// What the caller may know; the daemon's log says more.
  fileprivate var words: String {
    switch self {
    case .store(.full): "the disk is full: make room; service resumes by itself"
    case .store(.readOnly): "the state directory takes no writes"
    case .store: "the store failed; the daemon's log says how"
    case .recovering: "the daemon is finding out what is on the disk; try again in a second"
    case .crypto: "the daemon is out of locked memory or randomness; its log says more"
    case .damaged: "a stored row does not open; the daemon's log says more"
    case .stopping: "the daemon is stopping; try again in a second"
    }
  }
}
