import Foundation

/// Programs as they were built beside these tests.
enum Binary {
  static let signetd = path(of: "signetd")

  /// The products' directory holds the test bundle and the programs that the target depends on.
  static func path(of program: String) -> String {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(
      decoding: path.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var folder = URL(fileURLWithPath: own).deletingLastPathComponent()
    // Beside the bundle, or above it where the bundle is a folder.
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent(program).path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return program
  }
}
