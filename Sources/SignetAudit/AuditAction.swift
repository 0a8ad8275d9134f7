/// What was done or tried. The numbers are in the entries' bytes: none is ever changed or used
/// again. Each noun has a hundred of its own.
public enum AuditAction: UInt16, CaseIterable, Sendable {
  case databaseCreate = 101

  case workspaceCreate = 201
  case workspaceDelete = 202

  case settingsUpdate = 301

  case secretReveal = 401
  case secretRotate = 402
  /// A grace window ended because its deadline passed.
  case secretRetire = 403
  case secretRevoke = 404
  case secretIdentify = 405

  case rotationFinish = 501
  case rotationReschedule = 502
  case rotationRollback = 503

  case keysFetch = 601

  case tokenSign = 701

  case auditRead = 801
  case auditVerify = 802

  /// A request for another role's route.
  case routeRefuse = 901

  /// A lease that another uid named as its own.
  case leaseUse = 1001

  /// The name in answers, filters and exports: noun, full stop, verb.
  public var name: String {
    switch self {
    case .databaseCreate: "database.create"
    case .workspaceCreate: "workspace.create"
    case .workspaceDelete: "workspace.delete"
    case .settingsUpdate: "settings.update"
    case .secretReveal: "secret.reveal"
    case .secretRotate: "secret.rotate"
    case .secretRetire: "secret.retire"
    case .secretRevoke: "secret.revoke"
    case .secretIdentify: "secret.identify"
    case .rotationFinish: "rotation.finish"
    case .rotationReschedule: "rotation.reschedule"
    case .rotationRollback: "rotation.rollback"
    case .keysFetch: "keys.fetch"
    case .tokenSign: "token.sign"
    case .auditRead: "audit.read"
    case .auditVerify: "audit.verify"
    case .routeRefuse: "route.refuse"
    case .leaseUse: "lease.use"
    }
  }

  public init?(name: String) {
    guard let action = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }
}
