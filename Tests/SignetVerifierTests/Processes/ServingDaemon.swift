import Foundation
import SignetTestProcesses

/// The daemon's program, serving from a folder of its own. Killed when the value goes.
final class ServingDaemon: Sendable {
  let folder: String
  let process: ChildProcess

  func socket(_ role: String) -> String { "\(folder)/run/\(role)/signet.sock" }

  init() async throws {
    var template = Array("/tmp/sv.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("no temporary folder: errno \(errno)") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let key = folder + "/key"
    try Data((0..<32).map { _ in UInt8.random(in: 0...255) }).write(to: URL(fileURLWithPath: key))
    chmod(key, 0o600)
    process = try ChildProcess([
      try Programs.path(of: "signetd"), "--runtime-dir", folder + "/run", "--state-dir",
      folder + "/state", "--master-key-file", key,
    ])
    try await process.says("signetd: ready")
  }

  deinit {
    process.send(SIGKILL)
    process.wait()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
