import Foundation
import SignetTestProcesses
import Testing

/// The example's program, which is told tokens through a named pipe. Killed when the value goes.
final class ExampleVerifier: Sendable {
  let process: ChildProcess
  private let pipe: FileHandle

  init(_ daemon: ServingDaemon, workspace: String) async throws {
    let path = daemon.folder + "/tokens"
    guard mkfifo(path, 0o600) == 0 else { throw Failure("no pipe: errno \(errno)") }
    // Through a shell, which opens the pipe as the program's standard input; and line by line.
    process = try ChildProcess([
      "/bin/sh", "-c", "exec stdbuf -oL \"$0\" \"$1\" \"$2\" < \"$3\"",
      Programs.path(of: "VerifierExample"), daemon.socket("verifier"), workspace, path,
    ])
    // For reading too, so that this does not wait for the other end.
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("the pipe cannot be opened: errno \(errno)") }
    pipe = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try await process.says("ready\n")
  }

  func send(_ token: String) throws { try pipe.write(contentsOf: Data((token + "\n").utf8)) }

  /// What it says of a token.
  func verdict(on token: String) async throws -> String {
    let known = lines.count
    try send(token)
    try await eventually("a verdict") { lines.count > known }
    return lines[known]
  }

  private var lines: [String] {
    process.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
      String.init)
  }

  /// Ends its input, and waits until it ends.
  func finish() async throws -> ChildProcess.End? {
    try pipe.close()
    try await eventually("its end") { process.end != nil }
    return process.end
  }

  deinit {
    process.send(SIGCONT)
    process.send(SIGKILL)
    process.wait()
  }
}

extension ChildProcess {
  /// Waits for its output to hold `text`, without holding a thread.
  func says(_ text: String) async throws {
    try await eventually("\(text)") {
      if end != nil, !self.text.contains(text) { throw Failure("it ended: \(self.text)") }
      return self.text.contains(text)
    }
  }
}
