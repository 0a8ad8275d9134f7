import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the census of overdue rotations")
struct RotationCensusTests {
  @Test("counts a rotation that is due once all workspaces were looked at")
  func census() async throws {
    let signet = try TestService()
    var settings = SecuritySettings()
    settings.rotateEvery = .days(1)
    for number in 0..<250 {
      try await signet.create("w\(number)", settings: number % 2 == 0 ? settings : .init())
    }
    signet.clock.advance(by: .days(1))
    #expect(signet.service.overdueRotations == nil)
    try await signet.service.countOverdueRotations()
    #expect(signet.service.overdueRotations == nil)
    try await signet.service.countOverdueRotations()
    #expect(signet.service.overdueRotations == 125)
  }
}
