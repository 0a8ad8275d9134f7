import Foundation
import Testing

@Suite("the example of a verifier, as it is printed")
struct ExampleTextTests {
  private func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The first block of Swift after `mark`.
  private func block(of text: String, after mark: String) throws -> String {
    let start = try #require(text.range(of: mark)).upperBound
    let begin = try #require(text.range(of: "```swift\n", range: start..<text.endIndex)).upperBound
    let end = try #require(text.range(of: "```\n", range: begin..<text.endIndex)).lowerBound
    return String(text[begin..<end])
  }

  @Test("the documentation of the type shows the program that is run")
  func type() throws {
    let source = try text("Sources/SignetVerifier/IdentityVerifier.swift")
    let comment = source.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.hasPrefix("///") }.map { $0.dropFirst($0 == "///" ? 3 : 4) }
      .joined(separator: "\n")
    #expect(
      try block(of: comment, after: "in the verifier's own process")
        == text("Examples/VerifierExample/main.swift"))
  }

  @Test("the documentation for verifiers shows the program that is run")
  func document() throws {
    #expect(
      try block(of: try text("Docs/Verifiers.md"), after: "### In Swift")
        == text("Examples/VerifierExample/main.swift"))
  }
}
