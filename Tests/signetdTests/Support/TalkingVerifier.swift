import Foundation
import SignetTestProcesses

/// The example of SignetVerifier as a program to talk with, a token after the other.
final class TalkingVerifier {
  let process: ChildProcess
  private let input: FileHandle
  private let pipe: String
  /// Lines of its output that were read.
  private var read = 0

  /// Started, with the workspace's keys.
  init(_ daemon: RunningDaemon, workspace: String) throws {
    pipe = daemon.folder.path + "/tokens"
    guard mkfifo(pipe, 0o600) == 0 else { throw Failure("mkfifo: errno \(errno)") }
    // Both ends, so that neither side waits for the other to open it.
    guard let input = FileHandle(forUpdatingAtPath: pipe) else { throw Failure("no pipe") }
    self.input = input
    let program = Programs.path(of: "VerifierExample")
    // A line at a time: what it writes into a pipe it would keep to itself otherwise.
    process = try ChildProcess([
      "/bin/sh", "-c", #"exec stdbuf -oL "$0" "$1" "$2" < "$3""#, program,
      daemon.socket(.verifier), workspace, pipe,
    ])
    let greeting = try next()
    guard greeting == "ready" else { throw Failure("the verifier says \(greeting)") }
  }

  deinit {
    process.send(SIGKILL)
    process.wait()
    try? input.close()
  }

  func tell(_ token: String) throws { try input.write(contentsOf: Data("\(token)\n".utf8)) }

  func judge(_ token: String) throws -> String {
    try tell(token)
    return try next()
  }

  /// The next line that it writes. Throws where none comes.
  func next() throws -> String {
    var line: String?
    let came = eventually {
      let lines = process.text.split(separator: "\n", omittingEmptySubsequences: false)
      // The last is not ended yet.
      if lines.count > read + 1 { line = String(lines[read]) }
      return line != nil
    }
    guard came, let line else { throw Failure("the verifier says nothing more: \(process.text)") }
    read += 1
    return line
  }
}
