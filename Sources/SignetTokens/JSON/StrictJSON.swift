public import SignetCrypto

/// JSON from somebody who is not trusted: one text that every reader understands alike.
///
/// Source: RFC 8259, and of I-JSON (RFC 7493) that names are unique, after unescaping, and strings
/// are Unicode text. Valid UTF-8 only, no byte order mark, any value at the top.
public enum StrictJSON {
  /// No caller may allow more levels than fit any thread's stack.
  static let depthLimit = 256

  /// The value that `bytes` are.
  ///
  /// Arrays and objects may be nested `maximumDepth` deep (at most 256). Throws the first thing
  /// that is wrong, except that invalid UTF-8 anywhere comes first.
  public static func parse(
    _ bytes: some ByteSource, maximumDepth: Int = 32
  ) throws(StrictJSONError) -> JSONValue {
    try bytes.withBytes { (bytes) throws(StrictJSONError) in
      var reader = JSONReader(bytes, maximumDepth: maximumDepth, loneSurrogates: .refused)
      return try reader.document()
    }
  }

  /// The same, but a lone surrogate in a string (not in a name) is read as U+FFFD and its place
  /// reported, for readers whose own checks come in an order.
  static func parseReportingSurrogates(
    _ bytes: some ByteSource, maximumDepth: Int = 32
  ) throws(StrictJSONError) -> (JSONValue, loneSurrogates: [JSONPointer]) {
    try bytes.withBytes { (bytes) throws(StrictJSONError) in
      var reader = JSONReader(bytes, maximumDepth: maximumDepth, loneSurrogates: .reported)
      let value = try reader.document()
      return (value, reader.surrogatesSeen)
    }
  }
}
