public import SignetAudit

/// Changes security settings, one member at a time.
public struct ChangeSettings: WorkspaceChange {
  public let id: WorkspaceID
  public let patch: SettingsPatch
  public let precondition: Precondition

  public init(id: WorkspaceID, patch: SettingsPatch, precondition: Precondition = .none) {
    self.id = id
    self.patch = patch
    self.precondition = precondition
  }

  public var action: AuditAction? { .settingsUpdate }

  func change(_ workspace: inout Workspace, in scope: OperationScope) throws -> [UInt32]? {
    try precondition.check(etag: scope.etag(of: workspace))
    let settings = patch.applied(to: workspace.settings)
    let faults = settings.faults(under: "")
    guard faults.isEmpty else { throw SignetError.invalid(faults) }
    guard settings != workspace.settings else { return nil }
    for change in settings.changes(from: workspace.settings) {
      scope.detail(change.name, change.value)
    }
    if workspace.settings.enforcement == .off, settings.enforcement != .off {
      // Whoever came until now, nobody looked at the token.
      scope.tracker.note(UsageGap(at: scope.deadlineNow, cause: .notChecked), in: [id])
    }
    workspace.settings = settings
    return []
  }
}

/// New values for some settings; what is nil stays. Settings that can be absent are doubly
/// optional: `.some(nil)` removes them.
public struct SettingsPatch: Equatable, Sendable {
  public var enforcement: SecuritySettings.Enforcement?
  public var requireExpiry: Bool?
  public var maxTokenLifetime: Duration??
  public var clockSkew: Duration?
  public var defaultGrace: Duration?
  public var rotateEvery: Duration??
  public var revealRequiresReason: Bool?

  public init() {}

  public func applied(to settings: SecuritySettings) -> SecuritySettings {
    var settings = settings
    if let enforcement { settings.enforcement = enforcement }
    if let requireExpiry { settings.requireExpiry = requireExpiry }
    if let maxTokenLifetime { settings.maxTokenLifetime = maxTokenLifetime }
    if let clockSkew { settings.clockSkew = clockSkew }
    if let defaultGrace { settings.defaultGrace = defaultGrace }
    if let rotateEvery { settings.rotateEvery = rotateEvery }
    if let revealRequiresReason { settings.revealRequiresReason = revealRequiresReason }
    return settings
  }
}

extension SecuritySettings {
  /// The settings that differ, as the audit log names them.
  func changes(from old: SecuritySettings) -> [(name: String, value: String)] {
    var changes: [(name: String, value: String)] = []
    func note<Value: Equatable>(
      _ name: String, _ path: KeyPath<SecuritySettings, Value>, _ text: (Value) -> String
    ) {
      if self[keyPath: path] != old[keyPath: path] {
        changes.append((name, "\(text(old[keyPath: path])) → \(text(self[keyPath: path]))"))
      }
    }
    let seconds: (Duration) -> String = { duration in
      let (whole, rest) = duration.milliseconds.quotientAndRemainder(dividingBy: 1000)
      return rest == 0 ? "\(whole)s" : "\(duration.milliseconds)ms"
    }
    let optional: (Duration?) -> String = { $0.map(seconds) ?? "none" }
    note("enforcement", \.enforcement) { $0.rawValue }
    note("requireExpiry", \.requireExpiry) { "\($0)" }
    note("maxTokenLifetime", \.maxTokenLifetime, optional)
    note("clockSkew", \.clockSkew, seconds)
    note("defaultGrace", \.defaultGrace, seconds)
    note("rotateEvery", \.rotateEvery, optional)
    note("revealRequiresReason", \.revealRequiresReason) { "\($0)" }
    return changes
  }
}
