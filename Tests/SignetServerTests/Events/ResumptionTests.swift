import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("An event stream that is resumed", .timeLimit(.minutes(5)))
struct ResumptionTests {
  @Test("tells what came after the last event, and nothing twice")
  func resumes() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let first = try api.stream()
      let seen = try api.rotate("acme")
      let last = try first.next()
      #expect(last.revision == seen)
      first.client.hangUp()
      var missed = [try api.rotate("acme"), try api.rotate("acme")]
      for (role, query) in [(SocketRole.verifier, "?verifier=v"), (.admin, "")] {
        let second = try api.stream(role, query, "Last-Event-ID: \(last.id)")
        // Where it has come to is not moved on by the hello alone.
        #expect(second.hello.id == last.id)
        #expect(second.hello.revision == missed.last)
        for revision in missed { #expect(try second.next().revision == revision) }
        let new = try api.rotate("acme")
        #expect(try second.next().revision == new)
        missed.append(new)
      }
    }
  }

  @Test("is reset where the last event is of another database, or of a history that is no more")
  func reset() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let other = String(repeating: "A", count: 22)
      for id in ["\(other).1", "\(api.epoch).1000000", "\(api.epoch).18446744073709551615"] {
        let stream = try api.stream(.admin, "", "Last-Event-ID: \(id)")
        #expect(stream.hello.id == id)
        let reset = try stream.next()
        let newest = api.signet.service.revision
        #expect(reset.name == "reset")
        #expect(reset.id == "\(api.epoch).\(newest)")
        #expect(reset.revision == newest)
        #expect(reset["epoch"] as? String == api.epoch)
        let revision = try api.rotate("acme")
        #expect(try stream.next().revision == revision)
      }
    }
  }

  @Test("is reset where the last event is older than the daemon's start")
  func restarted() async throws {
    let before = try TestService()
    var id = ""
    try await servingAPI(signet: before) { api in
      try api.create("acme")
      id = "\(api.epoch).\(api.signet.service.revision)"
      try api.rotate("acme")
    }
    try await servingAPI(signet: try before.reopened()) { api in
      let stream = try api.stream(.admin, "", "Last-Event-ID: \(id)")
      #expect(stream.hello.id == id)
      #expect(try stream.next().name == "reset")
      let current = "\(api.epoch).\(api.signet.service.revision)"
      let revision = try api.rotate("acme")
      // Nothing was missed by who had heard the last change before the stop.
      let other = try api.stream(.admin, "", "Last-Event-ID: \(current)")
      #expect(try other.next().revision == revision)
    }
  }

  @Test("takes the place of the lease that it names, which then holds nobody up")
  func replaces() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let first = try api.stream()
      try api.rotate("acme")
      let second = try api.stream(.verifier, "?verifier=v", "Signet-Lease: \(first.lease)")
      #expect(second.lease != first.lease)
      let leases = try api.verifiers()
      #expect(leases.map { $0["lease"] as? String } == [second.lease])
      // What the old one held is what the new one holds.
      #expect(leases.first?["holds"] as? UInt64 == first.hello.revision)
      #expect(second.hello.revision == first.hello.revision)
      _ = try first.next()
      #expect(first.ends())
      #expect(try api.renew(first.lease, holds: 1).code == "lease_not_found")
      // An old one that is no more means nothing.
      let third = try api.stream(.verifier, "?verifier=v", "Signet-Lease: \(first.lease)")
      #expect(try api.verifiers().count == 2)
      withExtendedLifetime(third) {}
    }
  }
}
