import SignetAPI
import Testing

/// A request as text, which message it is read as, and what is wrong with it.
struct BadRequest: Sendable, CustomTestStringConvertible {
  let decode: @Sendable ([UInt8]) throws -> Void
  let body: String
  let kind: MessageError.Kind
  let pointer: String

  init<Message: Decodable & SendableMetatype>(
    _ type: Message.Type, _ body: String, _ kind: MessageError.Kind, _ pointer: String
  ) {
    decode = { _ = try MessageDecoding.decode(Message.self, from: $0) }
    self.body = body
    self.kind = kind
    self.pointer = pointer
  }

  var testDescription: String { body }
}

@Suite struct MessageDecodingTests {
  static let badRequests: [BadRequest] = [
    BadRequest(RotateRequest.self, "", .invalidJSON, ""),
    BadRequest(RotateRequest.self, "[]", .wrongType, ""),
    BadRequest(RotateRequest.self, #"{"grase":"24h"}"#, .unknownMember, "/grase"),
    BadRequest(RotateRequest.self, #"{"a/b~c":1}"#, .unknownMember, "/a~1b~0c"),
    BadRequest(RotateRequest.self, #"{"grace":24}"#, .wrongType, "/grace"),
    BadRequest(RotateRequest.self, #"{"grace":"24"}"#, .invalidValue, "/grace"),
    BadRequest(RotateRequest.self, #"{"expectedVersion":-1}"#, .invalidValue, "/expectedVersion"),
    BadRequest(RotateRequest.self, #"{"expectedVersion":1.0}"#, .invalidValue, "/expectedVersion"),
    BadRequest(
      RotateRequest.self, #"{"expectedVersion":4294967296}"#, .invalidValue, "/expectedVersion"),
    BadRequest(RotateRequest.self, #"{"expectedVersion":"1"}"#, .wrongType, "/expectedVersion"),
    BadRequest(RotateRequest.self, #"{"force":1}"#, .wrongType, "/force"),
    BadRequest(RevealRequest.self, #"{"secret":"x"}"#, .unknownMember, "/secret"),
    BadRequest(CreateWorkspaceRequest.self, "{}", .missingMember, "/id"),
    BadRequest(CreateWorkspaceRequest.self, #"{"id":null}"#, .wrongType, "/id"),
    BadRequest(
      CreateWorkspaceRequest.self, #"{"id":"a","settings":{"clockskew":"1m"}}"#, .unknownMember,
      "/settings/clockskew"),
    BadRequest(
      CreateWorkspaceRequest.self, #"{"id":"a","settings":{"enforcement":"on"}}"#, .invalidValue,
      "/settings/enforcement"),
    BadRequest(
      CreateWorkspaceRequest.self,
      #"{"id":"a","secret":"x","jwk":{"kty":"oct","k":"AA"}}"#, .invalidValue, "/jwk"),
    BadRequest(
      CreateWorkspaceRequest.self, #"{"id":"a","jwk":{"kty":"RSA","k":"AA"}}"#, .invalidValue,
      "/jwk/kty"),
    BadRequest(
      CreateWorkspaceRequest.self, #"{"id":"a","jwk":{"k":"AA"}}"#, .missingMember, "/jwk/kty"),
    BadRequest(
      CreateWorkspaceRequest.self, #"{"id":"a","jwk":{"kty":"oct","k":"AA","alg":"RS256"}}"#,
      .invalidValue, "/jwk/alg"),
    BadRequest(
      CreateWorkspaceRequest.self, #"{"id":"a","jwk":{"kty":"oct","k":"AA","use":"enc"}}"#,
      .invalidValue, "/jwk/use"),
    BadRequest(
      CreateWorkspaceRequest.self,
      #"{"id":"a","jwk":{"kty":"oct","k":"AA","key_ops":["sign","encrypt"]}}"#, .invalidValue,
      "/jwk/key_ops"),
    BadRequest(RescheduleRequest.self, "{}", .missingMember, ""),
    BadRequest(
      RescheduleRequest.self, #"{"grace":"1h","acceptUntil":"2026-11-24T07:58:22Z"}"#,
      .invalidValue, "/grace"),
    BadRequest(
      RescheduleRequest.self, #"{"acceptUntil":"tomorrow"}"#, .invalidValue, "/acceptUntil"),
    BadRequest(SignTokenRequest.self, #"{"claims":[]}"#, .wrongType, "/claims"),
    BadRequest(
      BatchVerifyRequest.self,
      #"{"tokens":[{"workspace":"a","token":"t"},{"workspace":"a","tokn":"t"}]}"#, .unknownMember,
      "/tokens/1/tokn"),
    BadRequest(
      BatchVerifyRequest.self, #"{"tokens":[{"workspace":"a","token":7}]}"#, .wrongType,
      "/tokens/0/token"),
  ]

  @Test("a request that is wrong somewhere is refused with that place", arguments: badRequests)
  func refuses(request: BadRequest) {
    let error = #expect(throws: MessageError.self) { try request.decode(Array(request.body.utf8)) }
    #expect(error?.kind == request.kind)
    #expect(error?.pointer.text == request.pointer)
  }

  @Test(
    "a JWK's k is canonical base64url",
    arguments: [
      ("AA", true), ("AAA", true), ("AAAA", true), ("", false), ("A", false), ("AB", false),
      ("AAB", false), ("AA==", false), ("A+AA", false), ("AA\\n", false),
    ])
  func base64URL(k: String, isGood: Bool) {
    let body = #"{"kty":"oct","k":"\#(k)"}"#
    let key = try? MessageDecoding.decode(SymmetricJWK.self, from: Array(body.utf8))
    #expect((key != nil) == isGood)
  }

  @Test("a JWK's other members are no reason to refuse it")
  func tolerantJWK() throws {
    let body =
      #"{"kty":"oct","k":"AAAA","alg":"HS256","use":"sig","kid":"mine","ext":true,"x":null}"#
    let key = try MessageDecoding.decode(SymmetricJWK.self, from: Array(body.utf8))
    #expect(key == SymmetricJWK(k: SecretText("AAAA"), kid: "mine"))
  }

  @Test("a thousand tokens are a batch, one more is refused")
  func batchLimit() throws {
    func body(_ count: Int) throws -> [UInt8] {
      let item = BatchVerifyRequest.Item(workspace: "a", token: SecretText("t"))
      return try MessageEncoding.bytes(
        BatchVerifyRequest(tokens: Array(repeating: item, count: count)))
    }
    #expect(
      try MessageDecoding.decode(BatchVerifyRequest.self, from: body(1000)).tokens.count == 1000)
    #expect(throws: MessageError.self) {
      try MessageDecoding.decode(BatchVerifyRequest.self, from: body(1001))
    }
  }

  @Test("an empty body is an empty object only where the body is optional")
  func optionalBody() throws {
    #expect(
      try MessageDecoding.decode(RotateRequest.self, from: [], optional: true) == RotateRequest())
    #expect(throws: MessageError.self) {
      try MessageDecoding.decode(RotateRequest.self, from: [])
    }
  }

  @Test("an error never repeats a value")
  func silent() {
    let body = #"{"secret":["isk_verysecret"],"expectedVersion":1}"#
    let error = #expect(throws: MessageError.self) {
      try MessageDecoding.decode(RotateRequest.self, from: Array(body.utf8))
    }
    #expect(error.map { !String(describing: $0).contains("isk_") } == true)
  }

  @Test("claims keep their order and the spelling of their numbers")
  func claims() throws {
    let body = #"{"claims":{"z":1.50,"a":{"y":1e2,"b":[]}}}"#
    let request = try MessageDecoding.decode(SignTokenRequest.self, from: Array(body.utf8))
    #expect(String(decoding: try MessageEncoding.bytes(request), as: UTF8.self) == body)
  }
}
