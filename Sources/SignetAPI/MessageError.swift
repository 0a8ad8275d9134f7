public import SignetJSON

/// Why the body of a request is not the message that its route takes.
public struct MessageError: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case invalidJSON
    case unknownMember
    case missingMember
    case wrongType
    case invalidValue
  }

  public let kind: Kind
  public let pointer: JSONPointer
  /// One English sentence that says what is expected there. Never holds a value of the body.
  public let detail: String

  public init(_ kind: Kind, at pointer: JSONPointer, _ detail: String) {
    self.kind = kind
    self.pointer = pointer
    self.detail = detail
  }

  public init(_ kind: Kind, at path: [any CodingKey], _ detail: String) {
    self.init(kind, at: JSONPointer(path: path), detail)
  }

  /// Of the place only the offset is told: its pointer repeats names of the body.
  init(_ error: StrictJSONError) {
    self.init(.invalidJSON, at: .root, "the body is not strict JSON: \(error.detail)")
  }

  /// The code of the problem that answers it.
  public var code: ProblemCode {
    switch kind {
    case .invalidJSON: .invalidJSON
    case .unknownMember: .unknownMember
    case .missingMember, .wrongType, .invalidValue: .invalidRequest
    }
  }
}
