import SignetCore
import Testing

extension StoreConformance {
  static let reopening: [StoreConformance] = [
    StoreConformance("reopening keeps what was committed, and the store goes on") { store throws in
      try store.transaction {
        try $0.put(workspace: workspaceRow(1))
        try $0.append(audit: auditRow(1))
      }
      try store.reopen()
      #expect(try store.read { try $0.workspace(tag(1)) } == workspaceRow(1))
      try store.transaction { try $0.append(audit: auditRow(2)) }
      try store.reopen()
      #expect(try store.read { try $0.auditRow(2) } == auditRow(2))
    },
    StoreConformance("a checkpoint leaves nothing in the log and changes nothing") { store throws in
      try store.transaction { transaction in
        for number in 1...100 { try transaction.put(workspace: workspaceRow(number)) }
      }
      #expect(try store.checkpoint() == 0)
      #expect(try store.checkpoint() == 0)
      #expect(try store.read { try $0.workspaceCounts() } == (all: 100, withDeadline: 0))
    },
  ]
}
