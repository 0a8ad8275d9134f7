import Foundation
import SignetTestProcesses
import Testing

@Suite("a program of the tests")
struct ChildProcessTests {
  @Test("a program inherits no descriptor of the tests'")
  func inheritsNothing() throws {
    let descriptor = open("/dev/null", O_RDONLY)
    defer { close(descriptor) }
    let held = "/proc/$$/fd/\(descriptor)"
    let program = try ChildProcess(["sh", "-c", "test -e /proc/$$/fd/2 && test ! -e \(held)"])
    #expect(program.wait() == .exit(0))
  }
}
