internal import Foundation

/// A folder (mode 0700) that is removed, with all that is in it, when the last reference goes.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// Short by default: a socket's path in it may have 107 bytes.
  public init(_ name: String = "signet", in parent: String = "/tmp") throws {
    // mkdtemp(3) puts a name that nobody has in the place of these six.
    var template = Array("\(parent)/\(name).XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("no temporary folder: errno \(errno)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The bytes of all files below, one after the other.
  public func contents() throws -> [UInt8] {
    try FileManager.default.subpathsOfDirectory(atPath: path).sorted().flatMap { name in
      [UInt8](FileManager.default.contents(atPath: path + "/" + name) ?? Foundation.Data())
    }
  }
}
