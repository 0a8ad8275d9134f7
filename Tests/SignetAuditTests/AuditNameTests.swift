import SignetAudit
import Testing

@Suite("Names and numbers of the audit log")
struct AuditNameTests {
  /// All that is in the bytes of entries that exist. A row is never changed; new ones are added.
  static let actions: [(AuditAction, UInt16, String)] = [
    (.databaseCreate, 101, "database.create"),
    (.workspaceCreate, 201, "workspace.create"),
    (.workspaceDelete, 202, "workspace.delete"),
    (.settingsUpdate, 301, "settings.update"),
    (.secretReveal, 401, "secret.reveal"),
    (.secretRotate, 402, "secret.rotate"),
    (.secretRetire, 403, "secret.retire"),
    (.secretRevoke, 404, "secret.revoke"),
    (.secretIdentify, 405, "secret.identify"),
    (.rotationFinish, 501, "rotation.finish"),
    (.rotationReschedule, 502, "rotation.reschedule"),
    (.rotationRollback, 503, "rotation.rollback"),
    (.keysFetch, 601, "keys.fetch"),
    (.tokenSign, 701, "token.sign"),
    (.auditRead, 801, "audit.read"),
    (.auditVerify, 802, "audit.verify"),
    (.routeRefuse, 901, "route.refuse"),
    (.leaseUse, 1001, "lease.use"),
  ]

  @Test("each action has its number and its name", arguments: actions)
  func action(action: AuditAction, number: UInt16, name: String) {
    #expect(action.rawValue == number)
    #expect(action.name == name)
    #expect(AuditAction(name: name) == action)
  }

  @Test("the table names every action once")
  func complete() {
    #expect(Self.actions.map(\.0) == AuditAction.allCases)
    #expect(Set(Self.actions.map(\.2)).count == Self.actions.count)
  }

  @Test("each role has its number and its name")
  func roles() {
    #expect(AuditRole.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(AuditRole.allCases.map(\.name) == ["admin", "verifier", "auditor", "system"])
    for role in AuditRole.allCases { #expect(AuditRole(name: role.name) == role) }
  }

  @Test("outcomes have a name, and a code where something was refused")
  func outcomes() {
    #expect(AuditOutcome.allowed.name == "allowed")
    #expect(AuditOutcome.denied(code: "forbidden").name == "denied")
    #expect(AuditOutcome.failed(code: "conflict").name == "failed")
    #expect(AuditOutcome.allowed.code == nil)
    #expect(AuditOutcome.denied(code: "forbidden").code == "forbidden")
    #expect(AuditOutcome.failed(code: "conflict").code == "conflict")
  }

  @Test(
    "an unknown name is no action and no role",
    arguments: ["", "secret", "secret.", "Secret.Reveal", "secret.reveal ", "root"])
  func unknown(name: String) {
    #expect(AuditAction(name: name) == nil)
    #expect(AuditRole(name: name) == nil)
  }
}
