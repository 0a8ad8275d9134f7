import SignetCore
import Testing

extension StoreConformance {
  static let workspaces: [StoreConformance] = [
    StoreConformance("a workspace comes back as it was put") { store throws in
      let large = workspaceRow(
        1, revision: 5, deadline: 0, record: [UInt8](repeating: 0x42, count: 100_000),
        usage: [UInt8](repeating: 0x43, count: 10_000))
      let other = workspaceRow(2, deadline: nil)
      try store.transaction {
        try $0.put(workspace: large)
        try $0.put(workspace: other)
      }
      #expect(try store.read { try $0.workspace(tag(1)) } == large)
      #expect(try store.read { try $0.workspace(tag(2)) } == other)
      #expect(try store.read { try $0.workspace(tag(3)) } == nil)
    },
    StoreConformance("putting a workspace again replaces it") { store throws in
      let second = workspaceRow(1, revision: 9, deadline: 77, record: [1])
      try store.transaction {
        try $0.put(workspace: workspaceRow(1))
        try $0.put(workspace: second)
      }
      #expect(try store.read { try $0.workspace(tag(1)) } == second)
      #expect(try store.read { try $0.workspaceCounts() } == (all: 1, withDeadline: 1))
    },
    StoreConformance("the record of uses is replaced with the rest of the row, also by none") {
      store throws in
      for usage: [UInt8]? in [nil, [1], [2, 3], nil] {
        try store.transaction { try $0.put(workspace: workspaceRow(1, usage: usage)) }
        #expect(try store.read { try $0.workspace(tag(1)) } == workspaceRow(1, usage: usage))
      }
      let row = workspaceRow(1, deadline: 1, usage: [4])
      try store.transaction { try $0.put(workspace: row) }
      #expect(
        try store.read { try $0.workspaces(after: 0, limit: 1, withDeadlineOnly: true) } == [row])
      #expect(try store.read { try $0.workspaces(dueAt: 1, limit: 1) } == [row])
    },
    StoreConformance("a removed workspace is gone, and removing none is no error") { store throws in
      try store.transaction {
        try $0.put(workspace: workspaceRow(1))
        try $0.removeWorkspace(tag(1))
        try $0.removeWorkspace(tag(2))
      }
      #expect(try store.read { try $0.workspace(tag(1)) } == nil)
    },
    StoreConformance("no two workspaces are created by one revision") { store throws in
      try expectConstraint(store) {
        try $0.put(workspace: workspaceRow(1, created: 7))
        try $0.put(workspace: workspaceRow(2, created: 7))
      }
    },
    StoreConformance("workspaces that cannot be are refused") { store throws in
      var row = workspaceRow(1)
      for change: (inout WorkspaceRow) -> Void in [
        { $0.created = 0 }, { $0.revision = 0 },
        {
          $0.created = 5
          $0.revision = 4
        },
        {
          $0.created = 1 << 63
          $0.revision = 1 << 63
        }, { $0.revision = .max },
        { $0.tag = LookupTag([1]) }, { $0.tag = LookupTag([]) },
        { $0.tag = LookupTag([UInt8](repeating: 1, count: 33)) }, { $0.nextDeadline = -1 },
        { $0.wrappedKey = [] }, { $0.record = [] }, { $0.usage = [] },
      ] {
        row = workspaceRow(1)
        change(&row)
        try expectConstraint(store) { try $0.put(workspace: row) }
      }
    },
    StoreConformance("lists are in the order of creation, and go on where one ended") {
      store throws in
      try store.transaction {
        // Tags fall while revisions rise.
        for number in 1...9 {
          let deadline = number % 3 == 0 ? Int64(number) : nil
          try $0.put(
            workspace: workspaceRow(
              100 - number, created: UInt64(number), deadline: deadline))
        }
      }
      func list(_ after: UInt64, _ limit: Int, _ withDeadlineOnly: Bool) throws -> [UInt64] {
        try store.read {
          try $0.workspaces(after: after, limit: limit, withDeadlineOnly: withDeadlineOnly)
        }.map(\.created)
      }
      #expect(try list(0, 4, false) == [1, 2, 3, 4])
      #expect(try list(4, 100, false) == [5, 6, 7, 8, 9])
      #expect(try list(9, 100, false) == [])
      #expect(try list(.max, 100, false) == [])
      #expect(try list(0, 2, true) == [3, 6])
      #expect(try list(6, 2, true) == [9])
      #expect(try list(0, 0, false) == [])
      #expect(try list(0, -1, false) == [])
      #expect(try store.read { try $0.workspaceCounts() } == (all: 9, withDeadline: 3))
    },
    StoreConformance("due are those at or before the time, the earliest first") { store throws in
      try store.transaction {
        for (number, deadline) in [(1, 30), (2, 10), (3, 20), (4, 31)] {
          try $0.put(workspace: workspaceRow(number, deadline: Int64(deadline)))
        }
        try $0.put(workspace: workspaceRow(5, deadline: nil))
      }
      func due(_ time: Int64, _ limit: Int) throws -> [Int64?] {
        try store.read { try $0.workspaces(dueAt: time, limit: limit) }.map(\.nextDeadline)
      }
      #expect(try due(9, 10) == [])
      #expect(try due(10, 10) == [10])
      #expect(try due(30, 10) == [10, 20, 30])
      #expect(try due(30, 2) == [10, 20])
      #expect(try due(.max, 10) == [10, 20, 30, 31])
    },
  ]
}
