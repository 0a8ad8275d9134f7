import SignetAPI
import SignetJSON

extension Problem {
  /// The next step on the command line, where there is one that the daemon cannot know.
  ///
  /// `workspace` is the id that the command was given.
  func hint(workspace: String?) -> String? {
    let id = workspace.flatMap { Self.canBeTyped($0) ? $0 : nil } ?? "ID"
    return switch knownCode {
    case .workspaceNotFound: "list them with: signet workspace list"
    case .workspaceExists: "look at it with: signet workspace show \(id)"
    case .versionNotFound, .versionNotAccepted: "list the versions with: signet secret show \(id)"
    case .rotationInProgress:
      "look at it with \"signet rotation show \(id)\"; end it with \"signet rotation finish \(id)\"; "
        + "or revoke the old secret with \"signet secret rotate \(id) --force --expected-version "
        + (currentVersion.map { "\($0)\"" } ?? "N\", N as \"signet secret show \(id)\" tells it")
    case .noRotation: "look at the secrets with: signet secret show \(id)"
    case .versionMismatch: "look at the current version with: signet secret show \(id)"
    case .reasonRequired: "say why with --reason TEXT"
    case .idempotencyKeyReused: "leave --idempotency-key out, and a new one is drawn"
    case .verifiersBehind:
      "wait for them with --wait; see who they are with \"signet verifiers\"; "
        + "or show it at once with --override, and tokens signed with it may be rejected"
    case .revisionNotFound: "the newest revision is in: signet status"
    case .unavailable, .outcomeUnknown: "look at the warnings of: signet status"
    case .invalidHTTP, .invalidJSON, .invalidParameter, .invalidRequest, .unknownMember,
      .unsupportedMediaType, .bodyTooLarge, .headerTooLarge, .requestTimeout, .expectationFailed,
      .notFound, .methodNotAllowed, .forbidden, .browserRequest, .workspaceDeleted,
      .preconditionFailed, .preconditionRequired, .secretReused, .secretInvalid, .tooManyRequests,
      .tooManyVersions, .busy, .claimsInvalid, .leaseNotFound, .leaseBehind, .internalError, nil:
      nil
    }
  }

  /// Who does not follow yet, where the daemon names them.
  var behind: [Propagation.Standing] {
    guard let value = members["behind"] else { return [] }
    return (try? MessageDecoding.decode([Propagation.Standing].self, from: value)) ?? []
  }

  /// Where the daemon names it.
  private var currentVersion: String? {
    if case .number(let number)? = members["currentVersion"] { number.text } else { nil }
  }

  /// A word that a shell leaves as it is; all ids are.
  private static func canBeTyped(_ id: String) -> Bool {
    !id.isEmpty
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "."), UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }
}
