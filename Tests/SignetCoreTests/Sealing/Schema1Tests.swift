import Foundation
import SignetTestProcesses
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("a database of the first schema")
struct Schema1Tests {
  @Test("it opens, says what it said, and nothing is taken to have been counted in it")
  func opens() async throws {
    let folder = try TemporaryFolder()
    let original = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Databases/schema-1.db").path
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder.path + "/state", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    try files.copyItem(atPath: original, toPath: folder.path + "/state/signet.db")
    try files.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.path + "/state/signet.db")

    let signet = try TestService(in: folder)
    #expect(signet.service.revision == 7)
    #expect(try await signet.states("acme") == "1 retiring, 2 current")
    #expect(try await signet.states("globex") == "1 revoked, 2 current")
    #expect(try await signet.service.verifyRows().isWhole)
    #expect(try await signet.verifyAudit().fault == nil)
    // What ran before may have been on this boot of the machine.
    #expect(try signet.service.propagation(of: 7).anonymousUntil != nil)
    try await signet.perform(RotateSecret(id: try workspaceID("globex")))
    let again = try signet.reopened()
    #expect(try await again.states("globex") == "1 revoked, 2 retiring, 3 current")
  }
}
