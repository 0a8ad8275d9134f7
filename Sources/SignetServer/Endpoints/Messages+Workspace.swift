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
        createdAt: APITime(current.createdAt), createdBy: current.createdBy,
        lastUsedAt: (view.usage?[current].lastUsedAt).map { Sighting($0) },
        newestIssuedAt: (view.usage?[current].newestIssuedAt).map { Sighting($0) },
        revealable: true),
      rotation: RotationStatus(view),
      history: view.versions.reversed().map { SecretVersion($0, usage: view.usage) },
      rotationDueAt: view.rotationDueAt.map { APITime($0) },
      usage24h: view.usage.map { Usage($0.last24Hours) }, warnings: Self.warnings(view),
      activity: view.activity.map { AuditEntry($0) }, actions: Self.actions(view))
  }

  private static func warnings(_ view: WorkspaceView) -> [Notice] {
    let due = Notice(
      code: "rotation_due",
      detail: "the current secret is older than rotateEvery: rotate, then redeploy")
    let missing = view.usage.flatMap { Notice(missing: $0.gap, at: $0.now) }
    return (view.isRotationDue ? [due] : []) + (missing.map { [$0] } ?? [])
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

extension WorkspaceSummary.Usage {
  init(_ totals: UsageView.Totals) {
    self.init(
      identified: totals.identified,
      rejected: Dictionary(
        uniqueKeysWithValues: totals.rejected.map { ($0.key.rawValue, $0.value) }),
      missing: totals.missing, skipped: totals.skipped)
  }
}

extension RotationStatus {
  init(_ view: WorkspaceView) {
    self.init(retiring: view.retiring, usage: view.usage)
    guard let judged = view.verdict, let now = view.usage?.now else { return }
    verdict = Verdict(judged.outcome)
    reasons = judged.reasons.map { Notice($0, at: now) }
  }

  /// Without a verdict.
  init(retiring: VersionMetadata?, usage: UsageView? = nil) {
    guard let retiring, let grace = retiring.grace else {
      self = .inactive
      return
    }
    self.init(
      retiring: SecretVersion(retiring, usage: usage), startedAt: APITime(grace.rotatedAt),
      acceptUntil: APITime(grace.acceptUntil), verdict: nil, reasons: nil)
  }
}

extension RotationStatus.Verdict {
  init(_ outcome: RotationVerdict.Outcome) {
    switch outcome {
    case .safe: self = .safe
    case .inUse: self = .inUse
    case .unknown: self = .unknown
    }
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
  /// Without `usage` nothing is said of uses.
  init(_ version: VersionMetadata, usage: UsageView? = nil) {
    let usage = usage?[version]
    self.init(
      version: version.number, kid: version.kid.text, state: SecretState(version.state),
      origin: SecretOrigin(version.origin), createdAt: APITime(version.createdAt),
      createdBy: version.createdBy, acceptUntil: version.grace.map { APITime($0.acceptUntil) },
      endedAt: version.ending.map { APITime($0.at) }, endedBy: version.ending?.by,
      lastUsedAt: (usage?.lastUsedAt).map { Sighting($0) },
      newestIssuedAt: (usage?.newestIssuedAt).map { Sighting($0) },
      latestExpiry: (usage?.latestExpiry).map { Sighting($0) }, useCount: usage?.count)
  }
}

/// The API's, where both modules have one.
typealias Sighting = SignetAPI.Sighting

extension SignetAPI.Sighting {
  init(_ sighting: SignetCore.Sighting) {
    switch sighting {
    case .unknown: self = .unknown
    case .never: self = .never
    case .at(let time): self = .at(APITime(time))
    }
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
