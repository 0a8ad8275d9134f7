import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("deleting a workspace")
struct DeletionTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a deleted workspace is gone for everybody, and says that it was deleted")
  func gone() async throws {
    let created = try await signet.create()
    _ = try await signet.accepted()
    let deletion = try await signet.perform(
      DeleteWorkspace(id: try workspaceID(), precondition: .any))
    #expect(deletion.revision == created.revision + 1)
    #expect(signet.service.cachedKeys(of: try workspaceID()) == nil)
    await #expect(throws: SignetError.workspaceNotFound) { try await signet.accepted() }
    await #expect(throws: SignetError.workspaceNotFound) {
      try await signet.perform(FetchKeys(id: try workspaceID()), as: .verifier)
    }
    await #expect(throws: SignetError.workspaceDeleted) { try await signet.view() }
    await #expect(throws: SignetError.workspaceDeleted) { try await signet.rotate() }
    await #expect(throws: SignetError.workspaceDeleted) {
      try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    }
  }

  @Test("its id is never given again, also after the database was opened again")
  func neverAgain() async throws {
    try await signet.create()
    try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .any))
    await #expect(throws: SignetError.workspaceDeleted) { try await signet.create() }
    let again = try signet.reopened()
    await #expect(throws: SignetError.workspaceDeleted) { try await again.create() }
  }

  @Test("an ETag of an earlier revision deletes nothing")
  func precondition() async throws {
    try await signet.create()
    let before = try await signet.view().etag
    try await signet.rotate()
    let after = try await signet.view().etag
    await #expect(throws: SignetError.preconditionFailed(etag: after)) {
      try await signet.perform(
        DeleteWorkspace(id: try workspaceID(), precondition: .etags([before])))
    }
    try await signet.perform(
      DeleteWorkspace(id: try workspaceID(), precondition: .etags(["\"x\"", after])))
  }

  @Test("a passed deadline changes the ETag that a deletion must name")
  func deadline() async throws {
    try await signet.create()
    try await signet.rotate(grace: .hours(1))
    let etag = try await signet.view().etag
    signet.clock.advance(by: .hours(1))
    await #expect(throws: SignetError.self) {
      try await signet.perform(DeleteWorkspace(id: try workspaceID(), precondition: .etags([etag])))
    }
    #expect(try await signet.states() == "1 retired, 2 current")
  }

  @Test("others stay as they are")
  func others() async throws {
    try await signet.create("one")
    try await signet.create("two")
    try await signet.perform(DeleteWorkspace(id: try workspaceID("one"), precondition: .any))
    #expect(try await signet.states("two") == "1 current")
    let page = try await signet.perform(ListWorkspaces())
    #expect(page.workspaces.map(\.id.text) == ["two"])
  }
}
