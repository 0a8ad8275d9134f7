import Foundation
import SignetTestProcesses

/// A TPM2 of its own, by swtpm(8), as long as the value lives.
final class SoftwareTPM: Sendable {
  static let isPossible =
    ["/usr/bin/swtpm", "/usr/lib/x86_64-linux-gnu/libtss2-tcti-swtpm.so.0"]
    .allSatisfy { FileManager.default.fileExists(atPath: $0) }

  private let folder: DaemonFolder
  private var socket: String { folder.path + "/tpm" }

  /// Where systemd finds it.
  var environment: [String: String] {
    ["SYSTEMD_TPM2_DEVICE": "swtpm:path=\(socket)"]
  }

  init() throws {
    folder = try DaemonFolder()
    // It goes into the background once it can be talked to.
    let process = try ChildProcess([
      "swtpm", "socket", "--tpm2", "--tpmstate", "dir=\(folder.path)", "--server",
      "type=unixio,path=\(socket)", "--ctrl", "type=unixio,path=\(socket).ctrl", "--flags",
      "not-need-init,startup-clear", "--daemon", "--pid", "file=\(folder.path)/pid", "--log",
      "file=/dev/null",
    ])
    guard process.wait() == .exit(0) else { throw Failure(process.text) }
  }

  deinit {
    let text = try? String(contentsOfFile: folder.path + "/pid", encoding: .utf8)
    if let pid = text.flatMap({ pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) {
      kill(pid, SIGTERM)
    }
  }
}
