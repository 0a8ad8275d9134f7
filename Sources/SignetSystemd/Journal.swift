internal import CSystemd
internal import Glibc

/// The journal, with its structured fields.
///
/// Source: sd_journal_sendv(3), systemd.journal-fields(7).
public enum Journal {
  /// Whether standard error is a stream of the journal's, so that entries sent to it directly come
  /// where its reader looks. Source: systemd.exec(5), `$JOURNAL_STREAM`.
  public static var isStandardError: Bool {
    guard let text = getenv("JOURNAL_STREAM") else { return false }
    let parts = String(cString: text).split(separator: ":")
    var status = stat()
    guard parts.count == 2, fstat(STDERR_FILENO, &status) == 0 else { return false }
    return UInt64(parts[0]) == UInt64(status.st_dev) && UInt64(parts[1]) == UInt64(status.st_ino)
  }

  /// Sends one entry. Names are upper-case letters, digits and underscores. Values may hold any
  /// character, newlines too. Answers whether the journal took it.
  public static func send(_ fields: [(name: String, value: String)]) -> Bool {
    // One buffer for all, so that its places do not move while the call reads them.
    var text: [UInt8] = []
    var lengths: [Int] = []
    for field in fields {
      let start = text.count
      text += Array("\(field.name)=\(field.value)".utf8)
      lengths.append(text.count - start)
    }
    return text.withUnsafeMutableBufferPointer { buffer in
      guard var place = buffer.baseAddress else { return false }
      let parts = lengths.map { length in
        defer { place += length }
        return iovec(iov_base: UnsafeMutableRawPointer(place), iov_len: length)
      }
      return sd_journal_sendv(parts, CInt(parts.count)) >= 0
    }
  }
}
