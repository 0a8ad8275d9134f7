/// Cuts a stream of bytes into lines.
struct LineSplitter: Sendable {
  private var rest: [UInt8] = []

  /// The lines that are complete with this piece, without their ends.
  mutating func lines(adding piece: [UInt8]) -> [[UInt8]] {
    rest += piece
    var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    rest = lines.popLast().map(Array.init) ?? []
    return lines.map(Array.init)
  }

  /// The last line that is not empty; nothing at all where there is none.
  static func lastLine(of bytes: [UInt8]) -> [UInt8] {
    bytes.split(separator: UInt8(ascii: "\n")).last.map(Array.init) ?? []
  }
}
