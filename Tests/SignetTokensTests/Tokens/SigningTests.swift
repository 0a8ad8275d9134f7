import SignetCrypto
import SignetTokens
import Testing

@Suite("Signing test tokens")
struct SigningTests {
  private func sign(_ claims: String, includeKid: Bool = false) throws -> [UInt8] {
    try IdentityToken.sign(
      claims: Array(claims.utf8), issuedAt: Fixture.iat * 1000 + 999,
      expiresAt: Fixture.exp * 1000 + 999, key: try Fixture.current(), includeKid: includeKid
    ).text
  }

  private func segments(_ token: [UInt8]) throws -> [String] {
    try token.split(separator: 46).dropLast().map {
      String(decoding: try Base64URL.decode($0), as: UTF8.self)
    }
  }

  @Test(
    "the answer says when the token expires, also where the claims say so themselves",
    arguments: [(#"{"userId":"u"}"#, Fixture.exp * 1000), (#"{"userId":"u","exp":1.5}"#, 1500)])
  func expiry(claims: String, expected: Int64) throws {
    let signed = try IdentityToken.sign(
      claims: Array(claims.utf8), issuedAt: Fixture.iat * 1000,
      expiresAt: Fixture.exp * 1000 + 999, key: try Fixture.current(), includeKid: false)
    #expect(signed.expiresAt == expected)
  }

  @Test("what is signed verifies, with every claim as it was given", arguments: [false, true])
  func roundTrip(includeKid: Bool) throws {
    let token = try sign(
      #"{ "plan": "pro", "userId": "u-1", "name": "Zo\u00eb", "n": 1.50, "email": null }"#,
      includeKid: includeKid)
    let identity = try Fixture.verify(token)
    #expect(identity.userId == "u-1")
    #expect(identity.name == "Zoë")
    #expect(identity.email == nil)
    #expect(identity.properties == Array(#"{"plan":"pro","n":1.50}"#.utf8))
    #expect(identity.issuedAt == Fixture.iat * 1000)
    #expect(identity.expiresAt == Fixture.exp * 1000)
  }

  @Test("iat and exp are added in whole seconds, the kid only where it is wanted")
  func bytes() throws {
    #expect(
      try segments(try sign(#"{"userId":"u-1"}"#)) == [
        #"{"alg":"HS256","typ":"JWT"}"#, #"{"userId":"u-1","iat":1760000000,"exp":1760003600}"#,
      ])
    #expect(
      try segments(try sign(#"{"userId":"u-1"}"#, includeKid: true)).first
        == #"{"alg":"HS256","typ":"JWT","kid":"\#(Fixture.currentKid)"}"#)
  }

  @Test("times that the claims bring stay, though they have passed")
  func ownTimes() throws {
    let token = try sign(#"{"userId":"u-1","exp":2.5,"iat":1}"#)
    #expect(try segments(token).last == #"{"userId":"u-1","exp":2.5,"iat":1}"#)
  }

  @Test(
    "claims that no verifier would identify are refused with its answer",
    arguments: [
      (#"{"p":1}"#, .userIdMissing),
      (#"{"userId":null}"#, .userIdMissing),
      (#"{"userId":""}"#, .userIdInvalid),
      (#"{"userId":7}"#, .userIdInvalid),
      (#"{"userId":"\ud800"}"#, .userIdInvalid),
      (#"{"userId":"u","email":7}"#, .emailInvalid),
      (#"{"userId":"u","name":[]}"#, .nameInvalid),
      (#"{"userId":"u","userId":"v"}"#, .payloadInvalid),
      (#"{"userId":"u","exp":"1h"}"#, .payloadInvalid),
      (#"{"userId":"u","p":"\ud800"}"#, .payloadInvalid),
      (#"["userId"]"#, .payloadInvalid),
      ("", .payloadInvalid),
      (#"{"userId":"u","p":"# + String(repeating: "[", count: 10_000), .payloadInvalid),
      (#"{"userId":"u","p":""# + String(repeating: "x", count: 8000) + #""}"#, .tooLong),
    ] as [(String, RejectionReason)])
  func refused(_ claims: String, _ reason: RejectionReason) throws {
    let error = #expect(throws: TokenSigningError.self) { try sign(claims) }
    guard case .claims(let rejection) = error else {
      Issue.record("not refused for its claims")
      return
    }
    #expect(rejection.reason == reason)
  }

  @Test("times before 1970 are refused, not signed")
  func before1970() throws {
    #expect(throws: TokenSigningError.self) {
      try IdentityToken.sign(
        claims: Array(#"{"userId":"u"}"#.utf8), issuedAt: 0, expiresAt: -1000,
        key: try Fixture.current(), includeKid: false)
    }
  }
}
