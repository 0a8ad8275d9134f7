/// When something was seen: at a time, never, or it cannot be known ("unknown", after a restore).
public enum Sighting: Sendable, Hashable, Codable {
  case unknown
  case never
  case at(APITime)

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    switch text {
    case "unknown": self = .unknown
    case "never": self = .never
    default: self = .at(try APITime(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .unknown: try container.encode("unknown")
    case .never: try container.encode("never")
    case .at(let time): try container.encode(time)
    }
  }
}
