import Foundation
import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("The routes of leases", .timeLimit(.minutes(5)))
struct LeaseRouteTests {
  @Test("renew one for another sixty seconds and take down what it holds")
  func renewal() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      let revision = try api.rotate("acme")
      api.signet.clock.advance(by: .seconds(4))
      let answer = try api.renew(stream.lease, holds: revision).expecting(200)
      #expect(answer.json["lease"] as? String == stream.lease)
      #expect(answer.json["leaseSeconds"] as? Int == 60)
      #expect(answer.json["holds"] as? UInt64 == revision)
      #expect(answer.revision == revision)
      // Past the end of the grant, not past that of the renewal.
      api.signet.clock.advance(by: .seconds(58))
      #expect(try api.renew(stream.lease, holds: revision).status == 200)
    }
  }

  @Test("refuse one that holds too little five seconds after a change, and name what it must hold")
  func behind() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      let old = stream.hello.revision
      let revision = try api.rotate("acme")
      #expect(try api.renew(stream.lease, holds: old).status == 200)
      api.signet.clock.advance(by: .seconds(5))
      let refused = try api.renew(stream.lease, holds: old).expecting(409)
      #expect(refused.code == "lease_behind")
      #expect(refused.json["holds"] as? UInt64 == old)
      #expect(refused.revision == revision)
      #expect(try api.renew(stream.lease, holds: revision).status == 200)
    }
  }

  @Test("refuse one that holds what there is not yet")
  func ahead() async throws {
    try await servingAPI { api in
      let stream = try api.stream()
      let refused = try api.renew(stream.lease, holds: 1_000_000).expecting(422)
      #expect(refused.code == "invalid_request")
      let places = refused.json["errors"] as? [[String: Any]]
      #expect(places?.first?["pointer"] as? String == "/holds")
    }
  }

  @Test("end one that its verifier gives back, and its stream with it")
  func release() async throws {
    try await servingAPI { api in
      let stream = try api.stream()
      let answer = try api.call(.verifier, "DELETE /v1/leases/\(stream.lease)")
      #expect(answer.status == 204)
      #expect(answer.answer.body.isEmpty)
      #expect(answer.answer.header("Content-Length") == nil)
      #expect(stream.ends())
      #expect(try api.verifiers().isEmpty)
      #expect(try api.renew(stream.lease, holds: 1).expecting(404).code == "lease_not_found")
      #expect(
        try api.call(.verifier, "DELETE /v1/leases/\(stream.lease)").code == "lease_not_found")
    }
  }

  @Test("end the stream of one that ran out, while the daemon waits for nobody")
  func ranOut() async throws {
    try await servingAPI { api in
      let stream = try api.stream()
      api.signet.clock.advance(by: .seconds(60))
      #expect(stream.ends())
      #expect(try api.renew(stream.lease, holds: 1).code == "lease_not_found")
    }
  }

  @Test("list the live ones with what they hold, how far they are behind and whether they listen")
  func list() async throws {
    try await servingAPI { api in
      for id in ["a", "b"] { try api.create(id) }
      let all = try api.stream(.verifier, "?verifier=chat%20%C3%A9")
      let some = try api.stream(.verifier, "?verifier=web&workspace=b&workspace=a")
      let revision = try api.rotate("a")
      try api.rotate("b")
      let listed = try api.verifiers()
      let leases = Dictionary(
        uniqueKeysWithValues: listed.map { ($0["verifier"] as? String ?? "", $0) })
      #expect(Set(leases.keys) == ["chat é", "web"])
      let chat = try #require(leases["chat é"])
      #expect(chat["lease"] as? String == all.lease)
      #expect(chat["uid"] as? UInt32 == geteuid())
      #expect(chat["pid"] as? Int32 == getpid())
      #expect(chat["lag"] as? Int == 2)
      #expect(chat["connected"] as? Bool == true)
      #expect(chat["workspaces"] == nil)
      #expect(chat["reportedAt"] == nil)
      #expect(leases["web"]?["workspaces"] as? [String] == ["a", "b"])
      _ = try api.renew(all.lease, holds: revision).expecting(200)
      some.client.hangUp()
      #expect(
        try eventually {
          let now = try api.verifiers()
          let web = now.first { $0["verifier"] as? String == "web" }
          return web?["connected"] as? Bool == false
        })
      let chatNow = try api.verifiers().first { $0["verifier"] as? String == "chat é" }
      #expect(chatNow?["lag"] as? Int == 1)
      #expect(chatNow?["holds"] as? UInt64 == revision)
      #expect(chatNow?["reportedAt"] as? String != nil)
    }
  }

  @Test("let keys be fetched under a live lease that is for the workspace, and under no other")
  func fetches() async throws {
    try await servingAPI { api in
      for id in ["a", "b"] { try api.create(id) }
      let stream = try api.stream(.verifier, "?verifier=v&workspace=a")
      let lease = "Signet-Lease: \(stream.lease)"
      func fetch(_ id: String, _ fields: String...) throws -> APIAnswer {
        let client = try api.client(.verifier)
        try client.send(ServedAPI.request("GET /v1/workspaces/\(id)/keys", nil, fields))
        return APIAnswer(try client.readAnswer())
      }
      let keys = try fetch("a", lease).expecting(200)
      let etag = "If-None-Match: \(keys.answer.header("ETag") ?? "")"
      #expect(try fetch("a", lease, etag).status == 304)
      let refused = try fetch("b", lease).expecting(400)
      #expect(refused.code == "invalid_parameter")
      #expect(refused.json["header"] as? String == "Signet-Lease")
      api.signet.clock.advance(by: .seconds(60))
      // On the way without the store, too.
      #expect(try fetch("a", lease, etag).expecting(404).code == "lease_not_found")
      #expect(try fetch("a", lease).expecting(404).code == "lease_not_found")
      // Nobody waits for who fetched with a lease.
      let change = try api.call(.admin, "POST /v1/workspaces/a/rotation", "{}").expecting(201)
      #expect(change.propagation["anonymousUntil"] == nil)
    }
  }

  @Test("count a fetch without a lease as one of sixty seconds, a 304 as well")
  func anonymous() async throws {
    try await servingAPI { api in
      for id in ["a", "b"] { try api.create(id) }
      let keys = try api.call(.verifier, "GET /v1/workspaces/a/keys").expecting(200)
      let etag = keys.answer.header("ETag") ?? ""
      api.signet.clock.advance(by: .seconds(30))
      #expect(
        try api.call(.verifier, "GET /v1/workspaces/a/keys", nil, "If-None-Match: \(etag)").status
          == 304)
      let end = api.signet.clock.now() + .seconds(60)
      let change = try api.call(.admin, "POST /v1/workspaces/a/rotation", "{}").expecting(201)
      #expect(change.propagation["complete"] as? Bool == false)
      #expect(change.propagation["anonymousUntil"] as? String == end.rfc3339)
      let other = try api.call(.admin, "POST /v1/workspaces/b/rotation", "{}").expecting(201)
      #expect(other.propagation["complete"] as? Bool == true)
    }
  }
}

extension APIAnswer {
  /// The member `propagation` of a change's answer.
  var propagation: [String: Any] { json["propagation"] as? [String: Any] ?? [:] }
}
