import Foundation
import SignetTestProcesses
import Testing

@Suite("a signal that comes early")
struct EarlySignalTests {
  @Test("SIGHUP before the daemon serves does not end it")
  func hangup() throws {
    let folder = try DaemonFolder()
    let path = folder.path + "/log"
    #expect(mkfifo(path, 0o600) == 0)
    // Full, so that the daemon stands still where it says that it cannot start.
    let log = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    defer { close(log) }
    let filling = [UInt8](repeating: 0x78, count: 4096)
    while write(log, filling, filling.count) > 0 {}
    let process = try ChildProcess([
      "sh", "-c", "exec \"$0\" --config /nowhere/x.json 2>\"$1\"", Programs.path(of: "signetd"),
      path,
    ])
    let isIgnored = (0..<3_000).contains { _ in
      if Self.ignoresHangup(process.pid) { return true }
      usleep(10_000)
      return false
    }
    #expect(isIgnored)
    process.send(SIGHUP)
    var buffer = filling
    while process.end == nil {
      if read(log, &buffer, buffer.count) < 0 { usleep(1_000) }
    }
    #expect(process.wait() == .exit(1))
  }

  /// Source: proc(5), `SigIgn`.
  private static func ignoresHangup(_ pid: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      status.hasPrefix("Name:\tsignetd\n"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigIgn:") }),
      let mask = UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16)
    else { return false }
    return mask & 1 << UInt64(SIGHUP - 1) != 0
  }
}
