import Foundation
import SignetTestSupport
import Testing

@testable import SignetServer

@Suite("An event stream", .timeLimit(.minutes(5)))
struct EventStreamTests {
  @Test("begins with hello, which grants a lease and says where the stream is")
  func hello() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      #expect(stream.head?.header("Content-Type") == "text/event-stream")
      #expect(stream.head?.header("Cache-Control") == "no-store")
      #expect(stream.hello.name == "hello")
      #expect(stream.hello.retry == "1000")
      let revision = api.signet.service.revision
      #expect(stream.hello.id == "\(api.epoch).\(revision)")
      #expect(stream.hello.revision == revision)
      #expect(stream.hello["epoch"] as? String == api.epoch)
      #expect(stream.hello["leaseSeconds"] as? Int == 60)
      #expect(stream.lease.hasPrefix("ls_"))
      #expect(stream.lease.utf8.count == 25)
    }
  }

  @Test("tells of each change with its revision as its id, and of no secret")
  func keys() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream()
      let revision = try api.rotate("acme")
      let event = try stream.next()
      #expect(event.name == "keys")
      #expect(event.id == "\(api.epoch).\(revision)")
      #expect(event["workspace"] as? String == "acme")
      #expect(event.revision == revision)
      #expect(event.retry == nil)
      let object = try JSONSerialization.jsonObject(with: Data(event.data.utf8))
      #expect((object as? [String: Any])?.keys.sorted() == ["revision", "workspace"])
    }
  }

  @Test("has the same events for an admin, who gets no lease")
  func admin() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let stream = try api.stream(.admin, "")
      #expect(stream.hello["lease"] == nil)
      #expect(stream.hello["leaseSeconds"] == nil)
      #expect(stream.hello.revision == api.signet.service.revision)
      let revision = try api.rotate("acme")
      #expect(try stream.next().revision == revision)
      #expect(try api.verifiers().isEmpty)
    }
  }

  @Test("loses no change, whenever it is opened while changes are made")
  func nothingLost() async throws {
    try await servingAPI { api in
      try api.create("acme")
      let last = 60 + api.signet.service.revision
      async let changes: Void = {
        for _ in 0..<60 { try api.rotate("acme") }
      }()
      var streams: [EventReader] = []
      while api.signet.service.revision < last {
        streams.append(
          try api.stream(
            streams.count.isMultiple(of: 2) ? .verifier : .admin,
            streams.count.isMultiple(of: 2) ? "?verifier=v" : ""))
        if streams.count == 50 { break }
      }
      try await changes
      for stream in streams {
        var next = stream.hello.revision + 1
        while next <= last {
          #expect(try stream.next().revision == next)
          next += 1
        }
      }
    }
  }

  @Test("leaves out other workspaces than those it is for")
  func filter() async throws {
    try await servingAPI { api in
      for id in ["a", "b", "c"] { try api.create(id) }
      let some = try api.stream(.verifier, "?workspace=a&verifier=v&workspace=c")
      let none = try api.stream(.admin, "?workspace=of-nobody")
      try api.rotate("b")
      let first = try api.rotate("c")
      try api.rotate("b")
      let second = try api.rotate("a")
      #expect(try some.next().revision == first)
      #expect(try some.next().revision == second)
      try api.create("of-nobody")
      #expect(try none.next()["workspace"] as? String == "of-nobody")
    }
  }

  @Test("to a HEAD is its header alone, and grants no lease")
  func head() async throws {
    try await servingAPI { api in
      let answer = try api.call(.verifier, "HEAD /v1/events?verifier=v")
      #expect(answer.status == 200)
      #expect(answer.answer.header("Content-Type") == "text/event-stream")
      #expect(try api.verifiers().isEmpty)
    }
  }

  @Test("ends cleanly at once when the daemon stops")
  func stop() async throws {
    try await servingAPI { api in
      let streams = [try api.stream(), try api.stream(.admin, "")]
      await api.server.shutdown(within: .seconds(60))
      for stream in streams { #expect(stream.ends()) }
      #expect(api.metrics.streams[.admin].open == 0)
      #expect(api.metrics.streams[.verifier].open == 0)
    }
  }

  @Test("is counted while it is open, and its request when its head is out")
  func metrics() async throws {
    try await servingAPI { api in
      let stream = try api.stream()
      let meter = api.metrics.streams[.verifier]
      #expect(meter.open == 1)
      #expect(api.metrics.requests[.verifier].count(.watchEvents, status: 200) == 1)
      #expect(api.metrics.requests[.verifier].latency(.watchEvents).count == 1)
      stream.client.hangUp()
      #expect(eventually { meter.open == 0 })
      #expect(meter.begun == 1)
    }
  }
}

/// Whether something comes true. The bound is for a busy machine.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<6_000 {
    if try condition() { return true }
    usleep(10_000)
  }
  return false
}
