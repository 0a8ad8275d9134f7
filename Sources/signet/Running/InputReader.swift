import Glibc

/// Reads the standard input piece by piece or line by line.
struct InputReader {
  private var rest: [UInt8] = []
  private var isAtEnd = false
  /// Bytes read so far.
  private(set) var consumed: UInt64 = 0

  /// The size of the input, where it is a file.
  static var size: UInt64? {
    var status = stat()
    guard fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      return nil
    }
    return UInt64(status.st_size)
  }

  /// The next bytes, nothing at the end.
  mutating func piece() throws(CommandError) -> [UInt8]? {
    if !rest.isEmpty {
      defer { rest = [] }
      return rest
    }
    guard !isAtEnd else { return nil }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      if count > 0 {
        consumed += UInt64(count)
        return Array(buffer.prefix(count))
      }
      if count == 0 {
        isAtEnd = true
        return nil
      }
      guard errno == EINTR else { throw .badInput("cannot read standard input") }
    }
  }

  /// The next line without its newline, nothing at the end. Throws where it is longer than `limit`.
  mutating func line(limit: Int) throws(CommandError) -> [UInt8]? {
    var line: [UInt8] = []
    while let piece = try piece() {
      if let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
        line += piece[..<end]
        rest = Array(piece[(end + 1)...])
        return try checked(line, limit)
      }
      line += piece
      _ = try checked(line, limit)
    }
    return line.isEmpty ? nil : line
  }

  private func checked(_ line: [UInt8], _ limit: Int) throws(CommandError) -> [UInt8] {
    guard line.count <= limit else { throw .badInput("a line has more than \(limit) bytes") }
    return line
  }
}
