import SignetTokens

// The state machine of SECRETS.md. Each transition either throws and leaves the value as it was, or
// ends with the invariant holding. Deadlines that have passed were applied before.
extension Workspace {
  /// Who changes the workspace, and when.
  struct Act {
    let at: Timestamp
    let by: String
  }

  /// A new version that is to become current.
  struct Minted {
    let kid: KeyID
    let secret: IdentitySecret
    let origin: SecretVersion.Origin
  }

  /// Retires the retiring version if its deadline is at or before `now`. Answers its number.
  mutating func applyDeadline(now: Timestamp) -> UInt32? {
    guard let index = retiringIndex, let grace = versions[index].grace, grace.acceptUntil <= now
    else { return nil }
    versions[index].state = .retired(.init(at: grace.acceptUntil, by: grace.rotatedBy))
    return versions[index].number
  }

  /// Makes `minted` current, and the version that was so retiring for `grace`, or retired at once
  /// where it is zero.
  mutating func rotate(to minted: Minted, grace: Duration, act: Act) throws(SignetError) {
    try refuseRotation()
    let index = currentIndex
    if let secret = versions[index].secret, grace > .zero {
      versions[index].state = .retiring(
        secret, .init(rotatedAt: act.at, rotatedBy: act.by, acceptUntil: act.at + grace))
    } else {
      versions[index].state = .retired(.init(at: act.at, by: act.by))
    }
    append(minted, act: act)
  }

  /// A revocation is never refused for the number of versions: it is the emergency.
  func refuseRotation() throws(SignetError) {
    guard versions.count < Self.maximumVersions else {
      throw .tooManyVersions(limit: Self.maximumVersions)
    }
    if let retiring, let grace = retiring.grace {
      throw .rotationInProgress(
        retiring: retiring.number, current: current.number, acceptUntil: grace.acceptUntil,
        lastUsedAt: .unknown)
    }
  }

  /// Ends the grace window now. Answers the number of the version that ended.
  mutating func finish(act: Act) throws(SignetError) -> UInt32 {
    guard let index = retiringIndex else { throw .noRotation }
    versions[index].state = .retired(.init(at: act.at, by: act.by))
    return versions[index].number
  }

  /// Moves the end of the grace window: into the future, at most 30 days after the rotation.
  mutating func reschedule(to acceptUntil: Timestamp, now: Timestamp, pointer: String)
    throws(SignetError)
  {
    guard let index = retiringIndex, case .retiring(let secret, var grace) = versions[index].state
    else { throw .noRotation }
    guard acceptUntil > now else {
      throw .invalid([
        FieldFault(
          pointer: pointer,
          detail: "give a time in the future; to end the grace window now, finish the rotation")
      ])
    }
    guard acceptUntil <= grace.rotatedAt + SecuritySettings.graceRange.upperBound else {
      throw .invalid([FieldFault(pointer: pointer, detail: "give at most 30d after the rotation")])
    }
    grace.acceptUntil = acceptUntil
    versions[index].state = .retiring(secret, grace)
  }

  /// Makes the retiring version current again, and the current one retiring with the grace that
  /// remained, or revoked. Answers the number of the one that gave way.
  mutating func rollback(revoking: Bool, act: Act) throws(SignetError) -> UInt32 {
    guard let old = retiringIndex, case .retiring(let oldSecret, let grace) = versions[old].state
    else { throw .noRotation }
    let new = currentIndex
    if !revoking, let secret = versions[new].secret {
      versions[new].state = .retiring(secret, grace)
    } else {
      versions[new].state = .revoked(.init(at: act.at, by: act.by))
    }
    versions[old].state = .current(oldSecret)
    return versions[new].number
  }

  /// What a revocation did.
  enum Revocation: Equatable {
    case alreadyRefused
    case revoked
    case replaced
  }

  /// Refuses a version from now on. `mint` makes the replacement where it was the current one.
  mutating func revoke(
    at index: Int, act: Act, mint: () throws -> Minted
  ) throws -> Revocation {
    switch versions[index].state {
    case .retired, .revoked: return .alreadyRefused
    case .retiring:
      versions[index].state = .revoked(.init(at: act.at, by: act.by))
      return .revoked
    case .current:
      let minted = try mint()
      versions[index].state = .revoked(.init(at: act.at, by: act.by))
      append(minted, act: act)
      return .replaced
    }
  }

  private mutating func append(_ minted: Minted, act: Act) {
    versions.append(
      SecretVersion(
        number: UInt32(versions.count) + 1, kid: minted.kid, origin: minted.origin,
        createdAt: act.at, createdBy: act.by, state: .current(minted.secret)))
  }

  /// A new workspace with its first secret.
  init(
    id: WorkspaceID, revision: UInt64, settings: SecuritySettings, first: Minted, act: Act
  ) {
    self.id = id
    created = revision
    createdAt = act.at
    createdBy = act.by
    self.revision = revision
    self.settings = settings
    versions = []
    idempotency = []
    append(first, act: act)
  }
}
