import Foundation
import SignetTestProcesses

/// A daemon of its own for the measurement, in a temporary folder; killed with the value.
final class BenchDaemon {
  private let folder: TemporaryFolder
  private let process: ChildProcess

  init(_ program: String) throws {
    folder = try TemporaryFolder()
    let key = folder.path + "/key"
    try Data((0..<32).map { _ in UInt8.random(in: 0...255) }).write(to: URL(fileURLWithPath: key))
    chmod(key, 0o600)
    process = try ChildProcess([
      program, "--runtime-dir", folder.path + "/run", "--state-dir", folder.path + "/state",
      "--master-key-file", key,
    ])
    guard process.waits(for: "signetd: ready") else {
      throw Failure("the daemon did not start: \(process.text)")
    }
  }

  deinit {
    process.send(SIGTERM)
    process.wait()
  }

  func socket(_ role: String) -> String { "\(folder.path)/run/\(role)/signet.sock" }

  /// Processor time that it has taken. Source: proc_pid_stat(5), utime and stime.
  func processorTime() throws -> Duration {
    let text = try String(
      contentsOfFile: "/proc/\(process.pid)/stat", encoding: .utf8)
    // After the name, which may hold anything: the state is the third field.
    let fields = text.drop { $0 != ")" }.split(separator: " ").dropFirst()
    guard fields.count > 13, let user = Int(fields[fields.startIndex + 11]),
      let system = Int(fields[fields.startIndex + 12])
    else { throw Failure("no processor time in \(text)") }
    return .milliseconds((user + system) * 1000 / sysconf(CInt(_SC_CLK_TCK)))
  }
}
