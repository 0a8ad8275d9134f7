/// Where in a JSON text a value is. Source: RFC 6901.
public struct JSONPointer: Sendable, Hashable {
  public enum Step: Sendable, Hashable {
    /// A member's name; two are equal if their code points are.
    case name(String)
    case index(Int)

    public static func == (left: Step, right: Step) -> Bool {
      switch (left, right) {
      case (.name(let left), .name(let right)): left.isIdentical(to: right)
      case (.index(let left), .index(let right)): left == right
      case (.name, _), (.index, _): false
      }
    }
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// The whole text.
  public static let root = JSONPointer()

  /// `/a/0/b~1c`; the empty text is the whole document.
  public var text: String {
    steps.reduce(into: "") { text, step in
      text += "/"
      switch step {
      case .index(let index): text += String(index)
      case .name(let name):
        for scalar in name.unicodeScalars {
          switch scalar {
          case "~": text += "~0"
          case "/": text += "~1"
          default: text.unicodeScalars.append(scalar)
          }
        }
      }
    }
  }
}

extension JSONPointer: CustomStringConvertible {
  public var description: String { text }
}
