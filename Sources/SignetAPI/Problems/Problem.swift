public import SignetJSON

/// An answer that says why a request was refused (RFC 9457).
public struct Problem: Error, Sendable, Hashable {
  /// One place of the body that is wrong.
  public struct Place: Sendable, Hashable, Codable {
    public let pointer: String
    public let detail: String

    public init(pointer: String, detail: String) {
      self.pointer = pointer
      self.detail = detail
    }
  }

  public var type: String
  /// A code of `ProblemCode`, or of a newer daemon.
  public var code: String
  public var title: String
  public var status: Int
  /// What is wrong in this case and what to do.
  public var detail: String
  public var requestID: String?
  public var errors: [Place]
  /// The members of the code's own: `retiringVersion`, `acceptUntil` …
  public var members: JSONObject

  public init(
    _ code: ProblemCode, detail: String, requestID: String? = nil, errors: [Place] = [],
    members: JSONObject = JSONObject()
  ) {
    self.type = code.type
    self.code = code.rawValue
    self.title = code.title
    self.status = code.status
    self.detail = detail
    self.requestID = requestID
    self.errors = errors
    self.members = members
  }

  /// The problem of a body that is not the route's message.
  public init(_ error: MessageError, requestID: String? = nil) {
    self.init(
      error.code, detail: error.detail, requestID: requestID,
      errors: [Place(pointer: error.pointer.text, detail: error.detail)])
  }

  /// The code, where this side knows it.
  public var knownCode: ProblemCode? { ProblemCode(rawValue: code) }
}

extension Problem: Codable {
  private static let ownNames: Set<String> = [
    "type", "code", "title", "status", "detail", "requestId", "errors",
  ]

  public init(from decoder: any Decoder) throws {
    let object = try JSONObject(from: decoder)
    let container = try decoder.container(keyedBy: MemberKey.self)
    code = try container.decode(String.self, forKey: MemberKey("code"))
    status = try container.decode(Int.self, forKey: MemberKey("status"))
    title = try container.decode(String.self, forKey: MemberKey("title"))
    type =
      try container.decodeIfPresent(String.self, forKey: MemberKey("type"))
      ?? "urn:signet:error:\(code)"
    detail = try container.decodeIfPresent(String.self, forKey: MemberKey("detail")) ?? title
    requestID = try container.decodeIfPresent(String.self, forKey: MemberKey("requestId"))
    errors = try container.decodeIfPresent([Place].self, forKey: MemberKey("errors")) ?? []
    members = JSONObject(object.members.filter { !Self.ownNames.contains($0.name) })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: MemberKey.self)
    for member in members.members {
      try container.encode(member.value, forKey: MemberKey(member.name))
    }
    try container.encode(type, forKey: MemberKey("type"))
    try container.encode(code, forKey: MemberKey("code"))
    try container.encode(title, forKey: MemberKey("title"))
    try container.encode(status, forKey: MemberKey("status"))
    try container.encode(detail, forKey: MemberKey("detail"))
    try container.encodeIfPresent(requestID, forKey: MemberKey("requestId"))
    if !errors.isEmpty { try container.encode(errors, forKey: MemberKey("errors")) }
  }
}
