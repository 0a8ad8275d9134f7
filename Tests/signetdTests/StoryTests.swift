import Testing

/// The main job as a customer's admin, backend and verifier see it.
@Suite("story")
struct StoryTests {
  @Test("a rotation with a grace window never refuses an honest visitor")
  func rotation() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let first = try daemon.reveal("acme")
    #expect(first.hasPrefix("isk_") && first.utf8.count == 53)
    let old = try PyJWT.sign(
      first,
      claims:
        #"{"userId": "u-1", "email": "ada@example.com", "name": "Åda", "plan": {"seats": 3}}"#)
    let answer = try daemon.verify("acme", old)
    #expect(answer["outcome"] == "identified")
    #expect(answer["decision"] == "identified")
    #expect(answer["identity"]["userId"] == "u-1")
    #expect(answer["identity"]["email"] == "ada@example.com")
    #expect(answer["identity"]["name"] == "Åda")
    #expect(answer["identity"]["properties"]["plan"]["seats"] == 3)
    #expect(answer["version"] == 1)
    #expect(answer["state"] == "current")

    let change = try daemon.rotate("acme", #"{"grace": "24h", "expectedVersion": 1}"#).json
    #expect(change["current"]["version"] == 2)
    #expect(change["rotation"]["active"] == true)
    #expect(change["rotation"]["retiring"]["version"] == 1)
    let second = try daemon.reveal("acme")
    let new = try PyJWT.sign(second)
    #expect(first != second)
    #expect(try daemon.reveal("acme", "retiring") == first)
    #expect(try daemon.verify("acme", old)["state"] == "retiring")
    #expect(try daemon.verify("acme", new)["version"] == 2)

    let finished = try daemon.send(.admin, Request("POST", "/v1/workspaces/acme/rotation/finish"))
      .expecting(200).json
    #expect(finished["ended"][0]["version"] == 1)
    #expect(finished["ended"][0]["state"] == "retired")
    let refused = try daemon.verify("acme", old)
    #expect(refused["outcome"] == "rejected")
    #expect(refused["decision"] == "anonymous")
    #expect(refused["reason"] == "signature_invalid")
    #expect(try daemon.verify("acme", new)["outcome"] == "identified")
    #expect(try daemon.verifyAudit()["intact"] == true)
  }

  @Test("a wrong secret, an expired token and a customer's mistake each have their reason")
  func rejections() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let secret = try daemon.reveal("acme")
    let kid = try daemon.summary("acme").json["current"]["kid"].string ?? ""
    let tokens: [(reason: String?, token: String)] = [
      ("signature_invalid", try PyJWT.sign(String(repeating: "w", count: 40))),
      ("expired", try PyJWT.sign(secret, offsets: ["exp": -61])),
      (nil, try PyJWT.sign(secret, offsets: ["exp": -30])),
      ("not_yet_valid", try PyJWT.sign(secret, offsets: ["nbf": 600])),
      ("user_id_invalid", try PyJWT.sign(secret, claims: #"{"userId": 7}"#)),
      ("user_id_missing", try PyJWT.sign(secret, claims: "{}")),
      ("unknown_kid", try PyJWT.sign(secret, headers: #"{"kid": "sk_0000000000000000000000"}"#)),
      (nil, try PyJWT.sign(secret, headers: #"{"kid": "\#(kid)"}"#)),
      (nil, try PyJWT.sign(secret, headers: #"{"kid": "the customer's own"}"#)),
      ("malformed", "not a token"),
    ]
    for (reason, token) in tokens {
      for role in [RunningDaemon.Role.verifier, .admin] {
        let answer = try daemon.verify("acme", token, on: role)
        #expect(answer["outcome"] == .string(reason == nil ? "identified" : "rejected"))
        #expect(answer["reason"].string == reason)
      }
    }
  }

  @Test(
    "enforcement decides what a bad token means",
    arguments: [
      ("off", "skipped", "anonymous"), ("optional", "rejected", "anonymous"),
      ("required", "rejected", "deny"),
    ])
  func enforcement(setting: String, outcome: String, decision: String) throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme", #""settings": {"enforcement": "\#(setting)"}"#)
    let bad = try daemon.verify("acme", "bad")
    #expect(bad["outcome"] == .string(outcome))
    #expect(bad["decision"] == .string(decision))
    let good = try daemon.verify("acme", try PyJWT.sign(try daemon.reveal("acme")))
    #expect(good["outcome"] == (setting == "off" ? "skipped" : "identified"))
  }

  @Test("a change of settings judges the next token")
  func settings() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let secret = try daemon.reveal("acme")
    let token = try PyJWT.sign(secret, offsets: [:])
    #expect(try daemon.verify("acme", token)["outcome"] == "identified")
    let patch = #"{"requireExpiry": true, "maxTokenLifetime": "1h"}"#
    try daemon.send(.admin, Request("PATCH", "/v1/workspaces/acme/settings", patch)).expecting(200)
    #expect(try daemon.verify("acme", token)["reason"] == "expiry_missing")
    let long = try PyJWT.sign(secret, offsets: ["iat": 0, "exp": 3700])
    #expect(try daemon.verify("acme", long)["reason"] == "lifetime_too_long")
    let reset = #"{"requireExpiry": null, "maxTokenLifetime": null}"#
    let answer = try daemon.send(
      .admin, Request("PATCH", "/v1/workspaces/acme/settings", reset)
    ).expecting(200).json
    #expect(answer["requireExpiry"] == false)
    #expect(try daemon.verify("acme", token)["outcome"] == "identified")
    #expect(try daemon.verify("acme", long)["outcome"] == "identified")
  }

  @Test("a batch answers each token for itself, in order")
  func batch() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    try daemon.create("other")
    let token = try PyJWT.sign(try daemon.reveal("acme"))
    let items = ["acme", "other", "nowhere", "."].map {
      #"{"workspace": "\#($0)", "token": "\#(token)"}"#
    }
    let body = #"{"tokens": [\#(items.joined(separator: ","))]}"#
    for role in [RunningDaemon.Role.verifier, .admin] {
      let answer = try daemon.send(role, Request("POST", "/v1/verify", body)).expecting(200)
      let results = answer.json["results"]
      #expect(results.items.count == 4)
      #expect(results[0]["outcome"] == "identified")
      #expect(results[1]["reason"] == "signature_invalid")
      #expect(results[2]["problem"]["code"] == "workspace_not_found")
      #expect(results[3]["problem"]["code"] == "invalid_parameter")
    }
  }

  @Test("a token that Signet signs for a test is identified")
  func signed() throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let answer = try daemon.send(
      .admin,
      Request(
        "POST", "/v1/workspaces/acme/tokens",
        #"{"claims": {"userId": "u-9", "beta": true}, "expiresIn": "5m"}"#)
    ).expecting(200).json
    let verdict = try daemon.verify("acme", answer["token"].string ?? "")
    #expect(verdict["identity"]["userId"] == "u-9")
    #expect(verdict["identity"]["properties"]["beta"] == true)
    #expect(verdict["kid"] == answer["kid"])
  }
}
