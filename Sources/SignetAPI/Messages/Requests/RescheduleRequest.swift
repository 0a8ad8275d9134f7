/// `PATCH …/rotation`: when the grace window ends, as a moment or counted from now.
public enum RescheduleRequest: Sendable, Hashable {
  case acceptUntil(APITime)
  case grace(APIDuration)
}

extension RescheduleRequest: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case acceptUntil, grace
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.closedContainer(keyedBy: CodingKeys.self)
    let time = try members.decodeIfPresent(APITime.self, forKey: .acceptUntil)
    let grace = try members.decodeIfPresent(APIDuration.self, forKey: .grace)
    switch (time, grace) {
    case (let time?, nil): self = .acceptUntil(time)
    case (nil, let grace?): self = .grace(grace)
    case (nil, nil):
      throw MessageError(
        .missingMember, at: members.codingPath, "acceptUntil or grace is required")
    case (.some, .some):
      throw MessageError(
        .invalidValue, at: members.codingPath + [CodingKeys.grace],
        "either acceptUntil or grace is expected, not both")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .acceptUntil(let time): try members.encode(time, forKey: .acceptUntil)
    case .grace(let grace): try members.encode(grace, forKey: .grace)
    }
  }
}
