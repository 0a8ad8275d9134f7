public import SignetJSON

/// Messages into bytes: members sorted by name, so that equal messages are equal bytes; slashes
/// are not escaped. A `JSONValue` inside a message keeps its own order.
public enum MessageEncoding {
  /// Throws only what a message's own `encode(to:)` throws; those of this module throw nothing
  /// but for a number that JSON cannot say.
  public static func bytes(_ message: some Encodable) throws(EncodingError) -> [UInt8] {
    try document(message).text
  }

  /// The message as a JSON value.
  public static func document(_ message: some Encodable) throws(EncodingError) -> JSONValue {
    do {
      return try JSONValueEncoder.document(message, path: [])
    } catch let error as EncodingError {
      throw error
    } catch {
      throw EncodingError.invalidValue(
        message, .init(codingPath: [], debugDescription: "not encodable", underlyingError: error))
    }
  }
}
