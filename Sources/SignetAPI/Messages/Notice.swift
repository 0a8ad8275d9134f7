/// A warning or a reason: a stable code and a sentence.
public struct Notice: Sendable, Hashable, Codable {
  public var code: String
  public var detail: String

  public init(
    code: String,
    detail: String
  ) {
    self.code = code
    self.detail = detail
  }
}
