import SignetCrypto
import SignetTestSupport
import SignetTokens
import Testing

@testable import SignetCore

func workspaceID(_ text: String = "acme") throws -> WorkspaceID { try #require(WorkspaceID(text)) }

/// A secret of the customer's own.
func ownSecret(_ text: String = "an own secret of 32 bytes or more") throws -> IdentitySecret {
  try IdentitySecret(text: Array(text.utf8))
}

extension IdentitySecret {
  var text: String { key.withBytes { String(decoding: $0, as: UTF8.self) } }
}

extension TestService {
  @discardableResult
  func create(
    _ name: String = "acme", settings: SecuritySettings = .init(), secret: IdentitySecret? = nil
  ) async throws -> Receipt {
    try await perform(
      CreateWorkspace(id: try workspaceID(name), settings: settings, secret: secret))
  }

  @discardableResult
  func rotate(
    _ name: String = "acme", grace: Duration? = nil, secret: IdentitySecret? = nil
  ) async throws -> Receipt {
    try await perform(RotateSecret(id: try workspaceID(name), grace: grace, secret: secret))
  }

  func view(_ name: String = "acme") async throws -> WorkspaceView {
    try await perform(ReadWorkspace(id: try workspaceID(name)))
  }

  func reveal(_ version: VersionSelector, of name: String = "acme") async throws -> IdentitySecret {
    try await perform(RevealSecret(id: try workspaceID(name), version: version)).secret
  }

  /// Numbers and states of all versions, such as `1 retired, 2 current`.
  func states(_ name: String = "acme") async throws -> String {
    try await view(name).versions.map { "\($0.number) \($0.state.rawValue)" }
      .joined(separator: ", ")
  }

  /// The versions that a verifier would be given, current first.
  func accepted(_ name: String = "acme") async throws -> [UInt32] {
    try await service.loadKeys(of: try workspaceID(name)).accepted(at: service.deadlineNow).map(
      \.version)
  }

  /// A token signed with `secret` now, valid for an hour.
  func token(signedWith secret: IdentitySecret) throws -> [UInt8] {
    let key = try AcceptedKey(
      version: 1, kid: try KeyID.generate(from: SeededEntropy(9)), state: .current,
      acceptUntil: nil, secret: secret)
    let now = clock.now().milliseconds
    return try IdentityToken.sign(
      claims: Array(#"{"userId":"u"}"#.utf8), issuedAt: now, expiresAt: now + 3_600_000, key: key,
      includeKid: false
    ).text
  }

  func isIdentified(_ token: [UInt8], in name: String = "acme") async throws -> Bool {
    let keys = try await service.loadKeys(of: try workspaceID(name))
    let grant = try Policy.authorise(.verifyTokens, .verifier)
    if case .identified = service.verify(token, against: keys, grant: grant) { return true }
    return false
  }
}

extension Workspace {
  static let actTime = ManualClock.start

  /// A workspace with one version, in memory only.
  static func sample(at time: Timestamp = actTime) throws -> Workspace {
    Workspace(
      id: try workspaceID(), revision: 2, settings: .init(), first: try .sample(1),
      act: Act(at: time, by: "alice"))
  }

  /// One whose version 1 was rotated to 2 with `grace`.
  static func rotated(grace: Duration = .hours(24)) throws -> Workspace {
    var workspace = try sample()
    try workspace.rotate(to: try .sample(2), grace: grace, act: .sample)
    return workspace
  }

  var states: String {
    versions.map { "\($0.number) \($0.stateName.rawValue)" }.joined(separator: ", ")
  }
}

extension Workspace.Act {
  static let sample = Workspace.Act(at: Workspace.actTime, by: "alice")
}

extension Workspace.Minted {
  static func sample(_ seed: UInt64) throws -> Workspace.Minted {
    let entropy = SeededEntropy(seed)
    return Workspace.Minted(
      kid: try KeyID.generate(from: entropy), secret: try IdentitySecret.generate(from: entropy),
      origin: .generated)
  }
}

/// The pointers of the faults that `body` is refused with; nil if it is taken.
func faults(_ body: () async throws -> Void) async throws -> [String]? {
  do {
    try await body()
    return nil
  } catch SignetError.invalid(let faults) {
    return faults.map(\.pointer)
  }
}
