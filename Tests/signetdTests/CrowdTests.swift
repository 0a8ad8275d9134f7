import SignetTestProcesses
import Testing

/// Many verifiers at once, by the program that measures how long they take.
@Suite("many verifiers")
struct CrowdTests {
  @Test("a revocation that waits is complete with 1,000 verifiers, whether or not they fetch")
  func crowd() throws {
    let bench = try ChildProcess([
      Programs.path(of: "SignetBench"), Programs.path(of: "signetd"), "1000", "2",
    ])
    #expect(bench.wait() == .exit(0), "\(bench.text)")
    #expect(bench.text.contains("1000 verifiers, 2 revocations, none holds the workspace"))
    #expect(bench.text.contains("1000 verifiers, 2 revocations, all hold the workspace"))
  }
}
