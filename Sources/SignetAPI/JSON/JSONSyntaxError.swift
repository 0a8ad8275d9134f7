/// Why bytes are not a JSON text that Signet reads, and where.
public struct JSONSyntaxError: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case empty
    case unexpectedByte
    case unexpectedEnd
    case trailingBytes
    case invalidUTF8
    case invalidEscape
    case loneSurrogate
    case controlCharacter
    case duplicateMember
    case tooDeep
  }

  public let kind: Kind
  /// Bytes from the start.
  public let offset: Int

  /// One sentence without anything of the input, for that may be a secret.
  public var detail: String {
    switch kind {
    case .empty: "the body is empty, a JSON object is expected"
    case .unexpectedByte: "the body is not JSON: unexpected byte at offset \(offset)"
    case .unexpectedEnd: "the body is not JSON: it ends too early, at offset \(offset)"
    case .trailingBytes: "the body goes on after its JSON value, at offset \(offset)"
    case .invalidUTF8: "the body is not UTF-8, at offset \(offset)"
    case .invalidEscape: "the body has a bad escape in a string, at offset \(offset)"
    case .loneSurrogate: "the body has half of a surrogate pair, at offset \(offset)"
    case .controlCharacter:
      "the body has a control character inside a string, at offset \(offset)"
    case .duplicateMember: "the body names a member twice in one object, at offset \(offset)"
    case .tooDeep: "the body is nested too deep, at offset \(offset)"
    }
  }
}
