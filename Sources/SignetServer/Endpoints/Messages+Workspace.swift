import SignetAPI
import SignetCore

extension WorkspaceSummary {
  init(_ view: WorkspaceView) {
    let current = view.current
    self.init(
      id: view.id.text, revision: view.revision, now: APITime(view.now),
      settings: Settings(view.settings),
      current: CurrentSecret(
        version: current.number, kid: current.kid.text, origin: SecretOrigin(current.origin),
        createdAt: APITime(current.createdAt), createdBy: current.createdBy, revealable: true),
      rotation: RotationStatus(view),
      history: view.versions.reversed().map { SecretVersion($0) },
      rotationDueAt: view.rotationDueAt.map { APITime($0) },
      warnings: view.isRotationDue
        ? [
          Notice(
            code: "rotation_due",
            detail: "the current secret is older than rotateEvery: rotate, then redeploy")
        ] : [],
      activity: view.activity.map { AuditEntry($0) }, actions: Self.actions(view))
  }

  /// What would be allowed now, so that a page can grey out the rest.
  private static func actions(_ view: WorkspaceView) -> [String: Availability] {
    let inGrace = Availability(
      allowed: view.retiring != nil,
      code: view.retiring == nil ? ProblemCode.noRotation.rawValue : nil)
    let rotate = Availability(
      allowed: view.retiring == nil,
      code: view.retiring == nil ? nil : ProblemCode.rotationInProgress.rawValue)
    let always = Availability(allowed: true)
    return [
      "rotate": rotate, "finish": inGrace, "reschedule": inGrace, "rollback": inGrace,
      "reveal": always, "revoke": always, "delete": always,
    ]
  }
}

extension WorkspaceListItem {
  init(_ view: WorkspaceView) {
    self.init(
      id: view.id.text, revision: view.revision, createdAt: APITime(view.createdAt),
      enforcement: Enforcement(view.settings.enforcement), currentVersion: view.current.number,
      currentSince: APITime(view.current.createdAt), rotating: view.retiring != nil,
      acceptUntil: view.retiring?.grace.map { APITime($0.acceptUntil) },
      rotationDueAt: view.rotationDueAt.map { APITime($0) })
  }
}

extension RotationStatus {
  init(_ view: WorkspaceView) {
    self.init(retiring: view.retiring)
  }

  /// Uses are not reported to the daemon, so whether the old secret is still needed is unknown.
  init(retiring: VersionMetadata?) {
    guard let retiring, let grace = retiring.grace else {
      self = .inactive
      return
    }
    self.init(
      retiring: SecretVersion(retiring), startedAt: APITime(grace.rotatedAt),
      acceptUntil: APITime(grace.acceptUntil), verdict: .unknown,
      reasons: [
        Notice(
          code: "uses_unknown",
          detail: "no verifier has reported whether tokens of version \(retiring.number) still come"
        )
      ])
  }
}

extension RotationChange {
  init(_ receipt: Receipt, epoch: Epoch) {
    self.init(
      workspace: receipt.workspace.text, revision: receipt.revision, epoch: epoch.description,
      now: APITime(receipt.at), current: SecretVersion(receipt.current),
      rotation: RotationStatus(retiring: receipt.retiring),
      ended: receipt.ended.isEmpty ? nil : receipt.ended.map { SecretVersion($0) })
  }
}

/// The API's, where both modules have one.
typealias SecretVersion = SignetAPI.SecretVersion

extension SignetAPI.SecretVersion {
  init(_ version: VersionMetadata) {
    self.init(
      version: version.number, kid: version.kid.text, state: SecretState(version.state),
      origin: SecretOrigin(version.origin), createdAt: APITime(version.createdAt),
      createdBy: version.createdBy, acceptUntil: version.grace.map { APITime($0.acceptUntil) },
      endedAt: version.ending.map { APITime($0.at) }, endedBy: version.ending?.by)
  }
}

extension SecretState {
  init(_ state: VersionMetadata.StateName) {
    switch state {
    case .current: self = .current
    case .retiring: self = .retiring
    case .retired: self = .retired
    case .revoked: self = .revoked
    }
  }
}

extension SecretOrigin {
  init(_ origin: SignetCore.SecretVersion.Origin) {
    switch origin {
    case .generated: self = .generated
    case .string: self = .string
    case .jwk: self = .jwk
    }
  }
}
