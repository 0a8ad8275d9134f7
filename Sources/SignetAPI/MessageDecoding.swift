public import SignetJSON

/// Bytes into messages. Requests refuse unknown members by themselves (`closedContainer`), answers
/// ignore them, so that an older client understands a newer daemon.
public enum MessageDecoding {
  /// How deep the arrays and objects of a body may be nested.
  public static let maximumDepth = 64

  /// Throws a `MessageError` that points at the first thing wrong. An `optional` body may be empty
  /// and then means an empty object.
  public static func decode<Message: Decodable>(
    _ type: Message.Type, from bytes: [UInt8], optional: Bool = false
  ) throws(MessageError) -> Message {
    if optional, bytes.isEmpty { return try decode(type, from: .object(JSONObject())) }
    return try decode(type, from: try value(of: bytes))
  }

  /// The JSON value that a body is. Throws a `MessageError` with the place where it is not strict
  /// JSON (see `StrictJSON` for how strict).
  public static func value(of bytes: [UInt8]) throws(MessageError) -> JSONValue {
    guard !bytes.isEmpty else {
      throw MessageError(.invalidJSON, at: .root, "the body is empty, a JSON object is expected")
    }
    do {
      return try StrictJSON.parse(bytes, maximumDepth: maximumDepth)
    } catch {
      throw MessageError(error)
    }
  }

  /// The same for a value that is parsed already.
  public static func decode<Message: Decodable>(
    _ type: Message.Type, from value: JSONValue
  ) throws(MessageError) -> Message {
    do {
      return try JSONValueDecoder(value, path: []).decode(type)
    } catch let error as MessageError {
      throw error
    } catch let error as DecodingError {
      throw MessageError(error)
    } catch {
      throw MessageError(.invalidValue, at: .root, "the body is not what this route takes")
    }
  }
}

extension MessageError {
  /// For decoders other than ours, and for `init(from:)` of the standard library's own types.
  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(.missingMember, at: context.codingPath + [key], "this member is required")
    case .valueNotFound(_, let context):
      self.init(.wrongType, at: context.codingPath, "null is not expected here")
    case .typeMismatch(_, let context):
      self.init(.wrongType, at: context.codingPath, "a value of another type is expected here")
    case .dataCorrupted(let context):
      self.init(.invalidValue, at: context.codingPath, "this value is not allowed here")
    @unknown default:
      self.init(.invalidValue, at: .root, "the body is not what this route takes")
    }
  }
}
