import Foundation
import SignetTestProcesses

/// The daemon's program, serving from a folder of its own. Killed when the value goes.
final class ServingDaemon: Sendable {
  let process: ChildProcess
  private let place: TemporaryFolder

  var folder: String { place.path }
  func socket(_ role: String) -> String { "\(folder)/run/\(role)/signet.sock" }

  init() async throws {
    place = try TemporaryFolder()
    let folder = place.path
    let key = folder + "/key"
    try Data((0..<32).map { _ in UInt8.random(in: 0...255) }).write(to: URL(fileURLWithPath: key))
    chmod(key, 0o600)
    process = try ChildProcess([
      Programs.path(of: "signetd"), "--runtime-dir", folder + "/run", "--state-dir",
      folder + "/state", "--master-key-file", key,
    ])
    try await process.says("signetd: ready")
  }

  deinit {
    process.send(SIGKILL)
    process.wait()
  }
}
