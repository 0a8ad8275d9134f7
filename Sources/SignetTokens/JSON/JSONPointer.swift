/// Where in a JSON text a value is. Source: RFC 6901.
struct JSONPointer: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case name(String)
    case index(Int)
  }

  var steps: [Step] = []

  /// `/a/0/b~1c`; the empty text is the whole document.
  var text: String {
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
