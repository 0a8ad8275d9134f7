import Foundation
import SignetCrypto
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("the master key")
struct MasterKeyTests {
  private static let hex = String(repeating: "0aF9", count: 16)

  @Test(
    "32 raw bytes, or 64 hexadecimal digits and at most one newline, are a key",
    arguments: [
      [UInt8](repeating: 10, count: 32), Array(hex.utf8), Array((hex + "\n").utf8),
      Array(hex.uppercased().utf8),
    ])
  func taken(content: [UInt8]) throws {
    #expect(try MasterKey(content) != nil)
  }

  private static let digits = Array(hex.utf8)
  private static let raw = [UInt8](repeating: 1, count: 64)
  private static let none: [[UInt8]] = [
    [], Array(raw[..<31]), Array(raw[..<33]), raw, digits.dropLast(), digits + [48],
    digits + [10, 10], digits + [13, 10], digits + [32], digits.dropLast() + [103],
    digits.dropLast(2) + [48, 120], [10] + digits, digits.dropLast() + [10],
  ]

  @Test("anything else is none", arguments: none)
  func refused(content: [UInt8]) throws {
    #expect(try MasterKey(content) == nil)
  }

  @Test("the digits are the bytes")
  func digits() throws {
    let key = try #require(try MasterKey(Array(Self.hex.utf8)))
    let expected = [[UInt8]](repeating: [0x0A, 0xF9], count: 16).flatMap(\.self)
    #expect(key.secret.withBytes { Array($0) } == expected)
  }

  @Test("a wrong key is said to be that, and leaves the file as it is")
  func wrong() async throws {
    let signet = try TestService()
    try await signet.create()
    signet.stop()
    let before = try #require(FileManager.default.contents(atPath: signet.databasePath))
    #expect(throws: OpenError.wrongMasterKey) {
      try TestService(in: signet.folder, master: 0x4E)
    }
    #expect(FileManager.default.contents(atPath: signet.databasePath) == before)
    let again = try TestService(in: signet.folder)
    #expect(try await again.states() == "1 current")
  }
}
