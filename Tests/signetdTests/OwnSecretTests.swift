import Testing

/// Secrets that the customer brings.
@Suite("own secrets")
struct OwnSecretTests {
  @Test("a text of one's own is the key, byte for byte, and is revealed as given")
  func text() throws {
    let daemon = try RunningDaemon()
    // It looks like base64 and is none: the string itself is the key.
    let secret = #"cGFzc3dvcmQ+cGFzc3dvcmQ/ "quoted" é\"#
    let json = secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    try daemon.create("acme", #""secret": "\#(json)""#)
    #expect(try daemon.reveal("acme") == secret)
    let token = try PyJWT.sign(secret)
    #expect(try daemon.verify("acme", token)["outcome"] == "identified")
    #expect(try daemon.summary("acme").json["current"]["origin"] == "string")
  }

  @Test("a JWK's key is its decoded k, and it is revealed as a JWK")
  func jwk() throws {
    let daemon = try RunningDaemon()
    let bytes = (0..<48).map { UInt8(truncatingIfNeeded: $0 * 5 + 0xC0) }
    let k = Spelling.base64URL(bytes)
    try daemon.create("acme")
    try daemon.rotate(
      "acme", #"{"jwk": {"kty": "oct", "k": "\#(k)", "alg": "HS256", "x": 1}, "grace": "0s"}"#)
    let revealed = try daemon.send(
      .admin, Request("POST", "/v1/workspaces/acme/secrets/2/reveal")
    ).expecting(200).json
    #expect(revealed["secret"] == .null)
    #expect(revealed["jwk"]["kty"] == "oct")
    #expect(revealed["jwk"]["k"].string == k)
    #expect(revealed["version"] == 2)
    let token = try PyJWT.sign(k, isBase64URL: true)
    #expect(try daemon.verify("acme", token)["outcome"] == "identified")
  }

  @Test("a secret that was used before is refused for ever, in this workspace only")
  func reused() throws {
    let daemon = try RunningDaemon()
    let own = String(repeating: "own-secret-", count: 4)
    try daemon.create("acme", #""secret": "\#(own)""#)
    try daemon.create("other", #""secret": "\#(own)""#)
    try daemon.rotate("acme", #"{"grace": "0s"}"#)
    let again = try daemon.send(
      .admin, Request("POST", "/v1/workspaces/acme/rotation", #"{"secret": "\#(own)"}"#))
    #expect(again.status == 409)
    #expect(again.json["code"] == "secret_reused")
    #expect(again.json["version"] == 1)
    #expect(!again.text.contains(own))
  }

  @Test("a found secret is identified, also when it is mistyped, retired or its workspace gone")
  func identify() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let secret = try daemon.reveal("acme")
    func identify(_ text: String) throws -> JSON {
      try daemon.send(
        .admin, Request("POST", "/v1/secrets/identify", #"{"secret": "\#(text)"}"#)
      ).expecting(200).json
    }
    var found = try identify(secret)
    #expect(found["format"] == "generated")
    #expect(found["matches"].items.count == 1)
    #expect(found["matches"][0]["workspace"] == "acme")
    #expect(found["matches"][0]["version"] == 1)
    #expect(found["matches"][0]["state"] == "current")
    try daemon.rotate("acme", #"{"grace": "0s"}"#)
    #expect(try identify(secret)["matches"][0]["state"] == "retired")
    let mistyped = String(secret.dropLast()) + (secret.hasSuffix("0") ? "1" : "0")
    found = try identify(mistyped)
    #expect(found["format"] == "mistyped")
    #expect(found["matches"].items.isEmpty)
    #expect(try identify("short")["format"] == "other")
    try daemon.send(
      .admin, Request("DELETE", "/v1/workspaces/acme").with("If-Match", "*")
    ).expecting(200)
    found = try identify(secret)
    #expect(found["matches"][0]["workspace"] == "acme")
    #expect(found["matches"][0]["state"] == "deleted")
    #expect(found["matches"][0]["kid"] == .null)
  }
}
