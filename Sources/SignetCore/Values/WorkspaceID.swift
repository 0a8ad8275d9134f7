/// The product's own opaque id of a workspace: a letter or digit, then up to 127 of
/// `A–Z a–z 0–9 _ - . :`.
public struct WorkspaceID: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  /// Nil unless `text` is an id.
  public init?(_ text: String) {
    let characters = text.utf8
    guard (1...128).contains(characters.count), let first = characters.first,
      Self.isLetterOrDigit(first), characters.allSatisfy(Self.isAllowed)
    else { return nil }
    self.text = text
  }

  public var description: String { text }

  private static func isLetterOrDigit(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func isAllowed(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: isLetterOrDigit(character)
    }
  }
}
