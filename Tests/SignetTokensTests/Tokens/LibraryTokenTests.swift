import SignetTokens
import Testing

/// Tokens that the customers' libraries made of the documented snippet, with `iat` 1760000000 and
/// `exp` an hour later, and the secret of the fixture as a string or its bytes.
@Suite("Tokens of real libraries")
struct LibraryTokenTests {
  struct Library: CustomTestStringConvertible, Sendable {
    let name: String
    let token: String
    /// Go and Perl sort a map's names.
    let sorted: Bool
    var testDescription: String { name }
  }

  static let libraries = [
    Library(
      name: "PyJWT 2.6.0 (escapes what is not ASCII)",
      token: """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VySWQiOiJ1c2VyLTEwNDIiLCJlbWFpbCI6InpvZUBleGF\
        tcGxlLmNvbSIsIm5hbWUiOiJab1x1MDBlYiBcdWQ4M2VcdWRkOGEiLCJwbGFuIjoicHJvIiwiY29tcGFueSI6eyJ\
        pZCI6ImMtNyIsInNlYXRzIjoxMiwidGFncyI6WyJldSIsImJldGEiXX0sImlhdCI6MTc2MDAwMDAwMCwiZXhwIjo\
        xNzYwMDAzNjAwfQ.CWFvvj-5nVwHwFTCTIAH4rQ-FLplNtzX3EgQebsSJqg
        """, sorted: false),
    Library(
      name: "jose 4.11.4 on Node.js 20 (no typ)",
      token: """
        eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiJ1c2VyLTEwNDIiLCJlbWFpbCI6InpvZUBleGFtcGxlLmNvbSIsIm5\
        hbWUiOiJab8OrIPCfpooiLCJwbGFuIjoicHJvIiwiY29tcGFueSI6eyJpZCI6ImMtNyIsInNlYXRzIjoxMiwidGF\
        ncyI6WyJldSIsImJldGEiXX0sImlhdCI6MTc2MDAwMDAwMCwiZXhwIjoxNzYwMDAzNjAwfQ.ibs7xx3cJupLQrGS\
        2TZsr4E80xJQAptnHBCHQ769unU
        """, sorted: false),
    Library(
      name: "golang-jwt 4.4.3",
      token: """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJjb21wYW55Ijp7ImlkIjoiYy03Iiwic2VhdHMiOjEyLCJ0YWd\
        zIjpbImV1IiwiYmV0YSJdfSwiZW1haWwiOiJ6b2VAZXhhbXBsZS5jb20iLCJleHAiOjE3NjAwMDM2MDAsImlhdCI\
        6MTc2MDAwMDAwMCwibmFtZSI6Ilpvw6sg8J-miiIsInBsYW4iOiJwcm8iLCJ1c2VySWQiOiJ1c2VyLTEwNDIifQ.\
        kU0PlZWun9hAXUsfc8Cjr1pGKvX87BCYOaMPcx7lfhM
        """, sorted: true),
    Library(
      name: "ruby-jwt 2.5.0 (no typ)",
      token: """
        eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiJ1c2VyLTEwNDIiLCJlbWFpbCI6InpvZUBleGFtcGxlLmNvbSIsIm5\
        hbWUiOiJab8OrIPCfpooiLCJwbGFuIjoicHJvIiwiY29tcGFueSI6eyJpZCI6ImMtNyIsInNlYXRzIjoxMiwidGF\
        ncyI6WyJldSIsImJldGEiXX0sImlhdCI6MTc2MDAwMDAwMCwiZXhwIjoxNzYwMDAzNjAwfQ.ibs7xx3cJupLQrGS\
        2TZsr4E80xJQAptnHBCHQ769unU
        """, sorted: false),
    Library(
      name: "Crypt::JWT 0.034 for Perl (no typ)",
      token: """
        eyJhbGciOiJIUzI1NiJ9.eyJjb21wYW55Ijp7ImlkIjoiYy03Iiwic2VhdHMiOjEyLCJ0YWdzIjpbImV1IiwiYmV\
        0YSJdfSwiZW1haWwiOiJ6b2VAZXhhbXBsZS5jb20iLCJleHAiOjE3NjAwMDM2MDAsImlhdCI6MTc2MDAwMDAwMCw\
        ibmFtZSI6Ilpvw6sg8J-miiIsInBsYW4iOiJwcm8iLCJ1c2VySWQiOiJ1c2VyLTEwNDIifQ.s5Vq0Vs59TBexVgp\
        H69wvCvtwctvKGg_PvJsly6Enbw
        """, sorted: true),
  ]

  @Test("a library's token identifies the user with all properties", arguments: libraries)
  func accepted(_ library: Library) throws {
    let rules = TokenRules(requireExpiry: true, maxTokenLifetime: 3_600_000, clockSkew: 0)
    let identity = try Fixture.verify(Array(library.token.utf8), rules: rules)
    #expect(identity.userId == "user-1042")
    #expect(identity.email == "zoe@example.com")
    #expect(identity.name == "Zoë 🦊")
    #expect(identity.issuedAt == Fixture.iat * 1000)
    #expect(identity.expiresAt == Fixture.exp * 1000)
    let company = #""company":{"id":"c-7","seats":12,"tags":["eu","beta"]}"#
    let expected = library.sorted ? #"{\#(company),"plan":"pro"}"# : #"{"plan":"pro",\#(company)}"#
    #expect(String(decoding: identity.properties, as: UTF8.self) == expected)
  }

  @Test("a library's token expires", arguments: libraries)
  func expires(_ library: Library) throws {
    let rejection = #expect(throws: Rejection.self) {
      try Fixture.verify(
        Array(library.token.utf8), rules: TokenRules(clockSkew: 0), now: Fixture.exp * 1000)
    }
    #expect(rejection?.reason == .expired)
  }
}
