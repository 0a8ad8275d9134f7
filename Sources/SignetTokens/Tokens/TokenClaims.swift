import SignetCrypto
import SignetJSON

/// The claims of a token, read: what is left to check are their times and whom they name.
/// Source: RFC 7519 §4.
struct TokenClaims {
  /// Claims that Signet itself understands. All others are the customer's properties.
  private static let understood = ["userId", "email", "name", "exp", "nbf", "iat"]

  let object: JSONObject
  /// Milliseconds since 1970, as are the next two.
  let issuedAt: Int64?
  let notBefore: Int64?
  let expiresAt: Int64?
  /// Claims with half a surrogate pair in them: only `userId`, `email`, `name`, which have reasons
  /// of their own and are judged in their turn.
  let withLoneSurrogates: [String]

  /// Throws `payload_invalid`: not a JSON object that every reader understands alike, or a time
  /// that is not a number of seconds.
  init(_ payload: some ByteSource) throws(Rejection) {
    (object, withLoneSurrogates) = try Self.read(payload)
    expiresAt = try Self.time("exp", in: object)
    notBefore = try Self.time("nbf", in: object)
    issuedAt = try Self.time("iat", in: object)
  }

  private static func read(
    _ payload: some ByteSource
  ) throws(Rejection) -> (JSONObject, withLoneSurrogates: [String]) {
    let value: JSONValue
    let loneSurrogates: [JSONPointer]
    do throws(StrictJSONError) {
      (value, loneSurrogates) = try payload.withBytes { (bytes) throws(StrictJSONError) in
        try StrictJSON.parseReportingSurrogates(bytes)
      }
    } catch {
      throw invalid("is not JSON that every reader understands alike: \(error.detail)")
    }
    guard case .object(let object) = value else { throw invalid("is not a JSON object") }
    var names: [String] = []
    for pointer in loneSurrogates {
      guard case .name(let name)? = pointer.steps.first,
        ["userId", "email", "name"].contains(where: name.isIdentical)
      else { throw invalid("has half of a surrogate pair in a custom property") }
      names.append(name)
    }
    return (object, names)
  }

  private static func time(
    _ name: String, in object: JSONObject
  ) throws(Rejection) -> Int64? {
    guard let value = object[name] else { return nil }
    guard case .number(let number) = value else {
      throw invalid("has an \(name) that is not a number: give seconds since 1970, or leave it out")
    }
    guard let milliseconds = number.magnitude(timesTenToThe: 3) else {
      throw invalid("has an \(name) that is negative or too large: give seconds since 1970")
    }
    return milliseconds
  }

  private static func invalid(_ detail: String) -> Rejection {
    Rejection(reason: .payloadInvalid, detail: "the token's payload \(detail)")
  }

  /// The custom properties as the text of a JSON object, in their own order.
  var properties: [UInt8] {
    let properties = object.members.filter { member in
      !Self.understood.contains { member.name.isIdentical(to: $0) }
    }
    return JSONValue.object(JSONObject(distinct: properties)).text
  }
}
