/// A place in a JSON text (RFC 6901): "" is the whole, "/settings/defaultGrace" a member.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// The whole text.
  public static let root = JSONPointer(path: [])

  /// The place that a decoder stands at.
  public init(path: [any CodingKey]) {
    var text = ""
    for key in path {
      text += "/"
      for character in key.stringValue {
        switch character {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.append(character)
        }
      }
    }
    description = text
  }

  /// The place of a member that the message does not know. Its name comes from the peer and may
  /// be anything, so only the beginning of a long one is repeated.
  static func unknownMember(_ name: String, in path: [any CodingKey]) -> JSONPointer {
    JSONPointer(path: path + [MemberKey(String(name.prefix(64)))])
  }
}
