import SignetAPI
import Testing

@Suite struct MessageEncodingTests {
  private func text(_ message: some Encodable) throws -> String {
    String(decoding: try MessageEncoding.bytes(message), as: UTF8.self)
  }

  @Test("members are sorted, and a setting without a value is null")
  func sorted() throws {
    let settings = Settings(
      enforcement: .optional, requireExpiry: false, maxTokenLifetime: nil,
      clockSkew: try #require(APIDuration("60s")), defaultGrace: try #require(APIDuration("24h")),
      rotateEvery: nil, revealRequiresReason: false)
    #expect(
      try text(settings)
        == #"{"clockSkew":"1m","defaultGrace":"1d","enforcement":"optional","#
        + #""maxTokenLifetime":null,"requireExpiry":false,"revealRequiresReason":false,"#
        + #""rotateEvery":null}"#)
  }

  @Test("slashes are not escaped")
  func slashes() throws {
    #expect(try text(Notice(code: "a/b", detail: "c")) == #"{"code":"a/b","detail":"c"}"#)
  }

  @Test("no rotation is one member")
  func noRotation() throws {
    #expect(try text(RotationStatus.inactive) == #"{"active":false}"#)
  }

  @Test("the last page has a cursor of null")
  func lastPage() throws {
    #expect(
      try text(Page<Notice>(items: [], nextCursor: nil)) == #"{"items":[],"nextCursor":null}"#)
  }

  @Test("a request goes and comes back whole")
  func requests() throws {
    let jwk = OwnSecret.jwk(SymmetricJWK(k: SecretText("AAAA"), kid: nil))
    try expectRoundTrip(CreateWorkspaceRequest(id: "a", ownSecret: .secret(SecretText("s"))))
    try expectRoundTrip(
      RotateRequest(
        grace: APIDuration("1h"), ownSecret: jwk, expectedVersion: 3, force: true))
    try expectRoundTrip(RescheduleRequest.acceptUntil(APITime(milliseconds: 5)))
    try expectRoundTrip(RevealRequest())
    try expectRoundTrip(RollbackRequest(revoke: true))
    try expectRoundTrip(RevealedSecret(version: 1, kid: "sk_x", value: jwk))
    try expectRoundTrip(
      BatchVerifyAnswer(results: [
        .answer(VerifyAnswer(outcome: .rejected, decision: .deny, reason: "expired", detail: "")),
        .problem(Problem(.workspaceNotFound, detail: "no")),
      ]))
    for seen in [Sighting.unknown, .never, .at(APITime(milliseconds: 1))] {
      try expectRoundTrip(["at": seen])
    }
  }

  private func expectRoundTrip<Message: Codable & Equatable>(_ message: Message) throws {
    let bytes = try MessageEncoding.bytes(message)
    #expect(try MessageDecoding.decode(Message.self, from: bytes) == message)
  }

  @Test("an answer with members of a newer daemon is understood")
  func newerDaemon() throws {
    let body = #"{"code":"a","detail":"b","since":"tomorrow"}"#
    #expect(
      try MessageDecoding.decode(Notice.self, from: Array(body.utf8))
        == Notice(code: "a", detail: "b"))
  }

  @Test("a secret shows in no description and no dump")
  func redacted() {
    let request = RotateRequest(ownSecret: .secret(SecretText("isk_hidden")))
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!"\(request) \(String(reflecting: request)) \(dumped)".contains("isk_hidden"))
  }
}
