import Foundation

/// The binaries that were built beside this test.
enum Products {
  static let folder: URL = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
    return URL(fileURLWithPath: own).deletingLastPathComponent()
  }()

  static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).path
  }

  static var haveDaemon: Bool {
    FileManager.default.isExecutableFile(atPath: path("signetd"))
  }
}
