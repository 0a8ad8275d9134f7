internal import Foundation

/// The programs that were built beside the tests.
public enum Programs {
  /// The products' folder holds the test bundle and the programs that the target depends on. Where
  /// there is none of that name, a place in it at which nothing can be started.
  public static func path(of name: String) -> String {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(
      decoding: path.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let beside = URL(fileURLWithPath: own).deletingLastPathComponent()
    var folder = beside
    // Beside the bundle, or above it where the bundle is a folder.
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent(name).path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return beside.appendingPathComponent(name).path
  }
}
