import Foundation

/// The daemon as it was built beside these tests.
enum Binary {
  /// The products' directory holds the test bundle and, since the target depends on it, `signetd`.
  static let signetd: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(
      decoding: path.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var folder = URL(fileURLWithPath: own).deletingLastPathComponent()
    // Beside the bundle, or above it where the bundle is a folder.
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("signetd").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return "signetd"
  }()
}
