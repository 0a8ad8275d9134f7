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
    _ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 32
  ) throws(StrictJSONError) -> JSONValue {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth, loneSurrogates: .refused)
    return try reader.document()
  }

  /// The same for an array, a slice, a string's `utf8` …, which is read where it lies if it is
  /// contiguous.
  public static func parse(
    _ bytes: some Collection<UInt8>, maximumDepth: Int = 32
  ) throws(StrictJSONError) -> JSONValue {
    let result = bytes.withContiguousStorageIfAvailable { bytes in
      Result { () throws(StrictJSONError) in
        try parse(UnsafeRawBufferPointer(bytes), maximumDepth: maximumDepth)
      }
    }
    guard let result else { return try parse(Array(bytes), maximumDepth: maximumDepth) }
    return try result.get()
  }

  /// The same, but a lone surrogate in a string (not in a name) is read as U+FFFD and its place
  /// reported, for readers whose own checks come in an order.
  public static func parseReportingSurrogates(
    _ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 32
  ) throws(StrictJSONError) -> (JSONValue, loneSurrogates: [JSONPointer]) {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth, loneSurrogates: .reported)
    let value = try reader.document()
    return (value, reader.surrogatesSeen)
  }
}
