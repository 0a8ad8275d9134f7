internal import Foundation

/// A folder (mode 0700) that is removed when the last reference goes.
public final class TemporaryFolder: Sendable {
  public struct CreationError: Error {
    public let code: Int32
  }

  public let path: String

  public init(in parent: String = "/tmp") throws {
    var template = Array("\(parent)/signet-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CreationError(code: errno) }
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
