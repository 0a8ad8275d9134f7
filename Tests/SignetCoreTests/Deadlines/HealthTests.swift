import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("what status warns of")
struct HealthTests {
  private let signet: TestService

  init() throws { signet = try TestService() }

  @Test("a clock more than a minute behind what was committed is told of until it has caught up")
  func clockBehind() async throws {
    try await signet.create()
    #expect(signet.service.clockBehind == nil)
    signet.clock.advance(by: .seconds(-60))
    #expect(signet.service.clockBehind == nil)
    signet.clock.advance(by: .milliseconds(-1))
    #expect(signet.service.clockBehind == .milliseconds(60_001))
    let again = try signet.reopened()
    #expect(again.service.clockBehind == .milliseconds(60_001))
    again.clock.advance(by: .seconds(1))
    #expect(again.service.clockBehind == nil)
  }

  @Test("a verifier is not told whom the daemon serves")
  func counts() async throws {
    try await signet.create()
    #expect(try await signet.perform(ReadStatus()).counts?.workspaces == 1)
    #expect(try await signet.perform(ReadStatus(), as: .auditor).counts?.workspaces == 1)
    #expect(try await signet.perform(ReadStatus(), as: .verifier).counts == nil)
  }
}
