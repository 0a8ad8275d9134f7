/// Where and why bytes are not the JSON that `StrictJSON` reads.
public struct StrictJSONError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case invalidUTF8
    /// The name is already a member of the same object, after unescaping.
    case duplicateName(String)
    case tooDeep(limit: Int)
    /// A `\u` escape of half a surrogate pair: no text has it.
    case loneSurrogate
    case invalidEscape
    /// A control character inside a string that is not escaped.
    case controlCharacter
    case invalidNumber
    case unexpectedCharacter
    case unexpectedEnd
    /// Something follows the value.
    case trailingBytes
  }

  /// Bytes before the place where reading stopped.
  public let offset: Int
  public let kind: Kind
  /// JSON pointer (RFC 6901) of the value that could not be read.
  public let pointer: String

  /// What is wrong, without any of the text.
  public var detail: String {
    switch kind {
    case .invalidUTF8: "invalid UTF-8 at byte \(offset)"
    case .duplicateName: "a name occurs twice in one object at byte \(offset)"
    case .tooDeep(let limit): "nested deeper than \(limit) levels at byte \(offset)"
    case .loneSurrogate: "half of a surrogate pair at byte \(offset)"
    case .invalidEscape: "an escape that JSON does not have at byte \(offset)"
    case .controlCharacter: "an unescaped control character at byte \(offset)"
    case .invalidNumber: "a number that JSON does not allow at byte \(offset)"
    case .unexpectedCharacter: "an unexpected character at byte \(offset)"
    case .unexpectedEnd: "the text ends too early, at byte \(offset)"
    case .trailingBytes: "something follows the value at byte \(offset)"
    }
  }
}
