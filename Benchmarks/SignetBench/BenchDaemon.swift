import Foundation

/// A daemon of its own for the measurement, in a temporary folder; killed with the value.
final class BenchDaemon {
  private let folder: String
  private let process = Process()

  init(_ program: String) throws {
    var template = Array("/tmp/sb.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("no folder: errno \(errno)") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let key = folder + "/key"
    try Data((0..<32).map { _ in UInt8.random(in: 0...255) }).write(to: URL(fileURLWithPath: key))
    chmod(key, 0o600)
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--runtime-dir", folder + "/run", "--state-dir", folder + "/state", "--master-key-file", key,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    var said = ""
    while !said.contains("signetd: ready") {
      let bytes = output.fileHandleForReading.availableData
      guard !bytes.isEmpty else { throw Failure("the daemon did not start: \(said)") }
      said += String(decoding: bytes, as: UTF8.self)
    }
    // What it says later must not fill the pipe.
    output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func socket(_ role: String) -> String { "\(folder)/run/\(role)/signet.sock" }

  /// Processor time that it has taken. Source: proc_pid_stat(5), utime and stime.
  func processorTime() throws -> Duration {
    let text = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    // After the name, which may hold anything: the state is the third field.
    let fields = text.drop { $0 != ")" }.split(separator: " ").dropFirst()
    guard fields.count > 13, let user = Int(fields[fields.startIndex + 11]),
      let system = Int(fields[fields.startIndex + 12])
    else { throw Failure("no processor time in \(text)") }
    return .milliseconds((user + system) * 1000 / sysconf(CInt(_SC_CLK_TCK)))
  }
}
