import Foundation
import SignetTestProcesses

/// The real binary, serving. Killed when the value goes.
final class RunningDaemon: Sendable {
  enum Role: String, CaseIterable, Sendable {
    case admin, verifier, audit
  }

  let folder: DaemonFolder
  let process: ChildProcess
  private let runtime: String

  /// Starts the daemon and waits until it says that it is ready.
  init(in folder: DaemonFolder, runtime: String? = nil, key: String? = nil) throws {
    self.folder = folder
    self.runtime = runtime ?? folder.runtime
    process = try Self.start(in: folder, runtime: runtime, key: key ?? folder.key)
    guard process.waits(for: "signetd: ready") else {
      throw Failure("the daemon did not start: \(process.text)")
    }
  }

  convenience init() throws { try self.init(in: try DaemonFolder()) }

  deinit {
    process.send(SIGKILL)
    process.wait()
  }

  /// Starts the daemon, whatever becomes of it.
  static func start(
    in folder: DaemonFolder, runtime: String? = nil, state: String? = nil, key: String?,
    environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try ChildProcess(
      [
        Programs.path(of: "signetd"), "--runtime-dir", runtime ?? folder.runtime, "--state-dir",
        state ?? folder.state,
      ] + (key.map { ["--master-key-file", $0] } ?? []), environment: environment)
  }

  /// How a daemon ends that must not start. One that does is killed, so that its test fails and
  /// does not wait for ever.
  static func endOfRefused(_ process: ChildProcess) -> ChildProcess.End {
    if process.waits(for: "signetd: ready") { process.send(SIGKILL) }
    return process.wait()
  }

  func socket(_ role: Role) -> String { "\(runtime)/\(role.rawValue)/signet.sock" }

  func connect(_ role: Role) throws -> RawClient { try RawClient(path: socket(role)) }

  /// One request over a connection of its own.
  func send(_ role: Role, _ request: Request) throws -> Answer {
    let client = try connect(role)
    try client.send(request.bytes)
    return try client.answer(toHEAD: request.method == "HEAD")
  }

  /// Ends it and waits for that.
  @discardableResult
  func stop(_ signal: CInt = SIGTERM) -> ChildProcess.End {
    process.send(signal)
    return process.wait()
  }
}
