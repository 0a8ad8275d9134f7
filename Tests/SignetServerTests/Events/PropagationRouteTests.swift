import Foundation
import SignetCore
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("Propagation", .timeLimit(.minutes(5)))
struct PropagationRouteTests {
  private static func names(_ list: Any?) -> [String] {
    (list as? [[String: Any]] ?? []).map { $0["verifier"] as? String ?? "?" }
  }

  @Test("is in the answer of every change, with its revision")
  func everyChange() async throws {
    try await servingAPI { api in
      let stream = try api.stream()
      let changes: [(line: String, body: String?)] = [
        ("POST /v1/workspaces", #"{"id":"acme"}"#),
        ("POST /v1/workspaces/acme/rotation", "{}"),
        ("PATCH /v1/workspaces/acme/rotation", #"{"grace":"2h"}"#),
        ("POST /v1/workspaces/acme/rotation/rollback", "{}"),
        ("POST /v1/workspaces/acme/rotation/finish", "{}"),
        ("POST /v1/workspaces/acme/secrets/current/revoke", "{}"),
        ("DELETE /v1/workspaces/acme", nil),
      ]
      for (line, body) in changes {
        let answer = try api.call(.admin, line, body, "If-Match: *")
        #expect(answer.status < 300, "\(line): \(answer.answer.body)")
        #expect(answer.propagation["revision"] as? UInt64 == answer.revision, "\(line)")
        #expect(answer.propagation["complete"] as? Bool == false, "\(line)")
        #expect(Self.names(answer.propagation["behind"]) == ["v"], "\(line)")
        _ = try api.renew(stream.lease, holds: answer.revision).expecting(200)
        let after = try api.call(.admin, "GET /v1/propagation/\(answer.revision)").expecting(200)
        #expect(after.json["complete"] as? Bool == true, "\(line)")
        #expect(Self.names(after.json["holding"]) == ["v"], "\(line)")
      }
      let patch = try api.call(
        .admin, "POST /v1/workspaces", #"{"id":"other"}"#
      ).expecting(201)
      #expect(patch.propagation["revision"] as? UInt64 == patch.revision)
    }
  }

  @Test("names who holds, who is behind and who ran out")
  func standings() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let quick = try api.stream(.verifier, "?verifier=quick")
      let slow = try api.stream(.verifier, "?verifier=slow")
      let revision = try api.rotate("acme")
      _ = try api.renew(quick.lease, holds: revision).expecting(200)
      var now = try api.call(.admin, "GET /v1/propagation/\(revision)").expecting(200).json
      #expect(Self.names(now["holding"]) == ["quick"])
      #expect(Self.names(now["behind"]) == ["slow"])
      #expect(Self.names(now["expired"]) == [])
      #expect((now["behind"] as? [[String: Any]])?.first?["lease"] as? String == slow.lease)
      api.signet.clock.advance(by: .seconds(59))
      _ = try api.renew(quick.lease, holds: revision).expecting(200)
      api.signet.clock.advance(by: .seconds(2))
      now = try api.call(.admin, "GET /v1/propagation/\(revision)").expecting(200).json
      #expect(Self.names(now["holding"]) == ["quick"])
      #expect(Self.names(now["behind"]) == [])
      #expect(Self.names(now["expired"]) == ["slow"])
      #expect(now["complete"] as? Bool == true)
    }
  }

  /// Each with `wait`, begun on a connection of its own; the answer is read later.
  static let waits: [(line: String, body: String?)] = [
    ("POST /v1/workspaces/acme/rotation", #"{"wait":"65s","force":true,"expectedVersion":2}"#),
    ("POST /v1/workspaces/acme/rotation/finish", #"{"wait":"65s"}"#),
    ("POST /v1/workspaces/acme/secrets/1/revoke", #"{"wait":"65s"}"#),
    ("DELETE /v1/workspaces/acme?wait=65s", nil),
  ]

  @Test("is waited for until the last verifier holds the change", arguments: waits.indices)
  func waiting(place: Int) async throws {
    let (line, body) = Self.waits[place]
    try await servingAPI { api in
      try api.create("acme")
      try api.rotate("acme", "{}")
      let stream = try api.stream()
      let client = try api.client(.admin)
      try client.send(ServedAPI.request(line, body, ["If-Match: *"]))
      let event = try stream.next()
      // Committed, and so told of; the answer waits.
      #expect(try api.call(.admin, "GET /v1/status").status == 200)
      _ = try api.renew(stream.lease, holds: event.revision).expecting(200)
      let answer = APIAnswer(try client.readAnswer())
      #expect(answer.status < 300, "\(answer.answer.body)")
      #expect(answer.revision == event.revision)
      #expect(answer.propagation["complete"] as? Bool == true)
      #expect(Self.names(answer.propagation["holding"]) == ["v"])
    }
  }

  @Test("that is not complete when the wait is over is no error")
  func incomplete() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      let client = try api.client(.admin)
      try client.send(
        ServedAPI.request("POST /v1/workspaces/acme/rotation", #"{"wait":"10s"}"#, []))
      let event = try stream.next()
      let other = try api.client(.admin)
      try other.send(
        ServedAPI.request("GET /v1/propagation/\(event.revision)?wait=10s", nil, []))
      #expect(
        try eventually {
          // Not before the time is over, however often the clock is looked at.
          api.signet.clock.advance(by: .seconds(1))
          return try api.call(.admin, "GET /v1/propagation/\(event.revision)")
            .json["complete"] as? Bool == false
            && api.signet.clock.now() - ManualClock.start >= .seconds(11)
        })
      let answers = [APIAnswer(try client.readAnswer()), APIAnswer(try other.readAnswer())]
      #expect(answers.map(\.status) == [201, 200])
      #expect(answers[0].propagation["complete"] as? Bool == false)
      #expect(answers[1].json["complete"] as? Bool == false)
    }
  }

  @Test("of a revision that no change has made is not found")
  func notFound() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let next = api.signet.service.revision + 1
      let answer = try api.call(.admin, "GET /v1/propagation/\(next)?wait=1s").expecting(404)
      #expect(answer.code == "revision_not_found")
    }
  }
}
