import Foundation
import SignetTestProcesses

/// A short temporary folder with a master key, for one daemon's sockets and database.
final class DaemonFolder: Sendable {
  private let place: TemporaryFolder

  var path: String { place.path }
  var runtime: String { path + "/run" }
  var state: String { path + "/state" }
  var key: String { path + "/key" }
  var database: String { state + "/signet.db" }

  init() throws {
    place = try TemporaryFolder()
    // A client of another uid has to get as far as the sockets' own modes.
    chmod(path, 0o755)
    try write((0..<32).map { _ in UInt8.random(in: 0...255) }, to: key)
  }

  /// Writes a file that only its owner reads.
  func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    guard chmod(path, mode) == 0 else { throw Failure("chmod of \(path): errno \(errno)") }
  }

  func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Every file of the state directory by its name.
  func stateFiles() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: state) {
      files[name] = try bytes(of: state + "/" + name)
    }
    return files
  }
}
