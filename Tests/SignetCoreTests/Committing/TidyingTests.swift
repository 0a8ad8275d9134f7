import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("what was deleted", .timeLimit(.minutes(5)))
struct TidyingTests {
  @Test("is gone from the disk, log and file, after the next quiet moment")
  func gone() async throws {
    let signet = try TestService()
    let tag = try signet.service.keyring.tag(of: try workspaceID())
    try await signet.create()
    let row = try await signet.service.committer.submit(.admin) { commit in
      try commit.transaction.workspace(tag)
    }
    let dataKey = try #require(row?.wrappedKey)
    try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    #expect(try signet.folder.contents().holds(dataKey))
    try await signet.service.committer.tidy()
    // The moment comes when no unit waits: at the latest after a few that come one by one.
    for _ in 0..<100 where try signet.folder.contents().holds(dataKey) {
      try await signet.service.committer.submit(.admin) { _ in }
    }
    #expect(try !signet.folder.contents().holds(dataKey))
    #expect(try await signet.service.verifyRows().isWhole)
  }
}
