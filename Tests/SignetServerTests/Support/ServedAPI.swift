import Foundation
import NIOCore
import SignetCore
import SignetTestSupport

@testable import SignetServer

/// The API on real sockets, before a service on a real store whose clock moves only when told.
struct ServedAPI {
  let signet: TestService
  let server: Server
  let metrics: Metrics
  private let paths: [SocketRole: String]

  fileprivate init(
    _ signet: TestService, _ server: Server, _ metrics: Metrics, paths: [SocketRole: String]
  ) {
    self.signet = signet
    self.server = server
    self.metrics = metrics
    self.paths = paths
  }

  var epoch: String { signet.service.epoch.description }

  func client(_ role: SocketRole) throws -> RawClient {
    try RawClient(path: paths[role] ?? "")
  }

  /// One request on a connection of its own.
  func call(
    _ role: SocketRole, _ line: String, _ body: String? = nil, _ fields: String...
  ) throws -> APIAnswer {
    let client = try client(role)
    try client.send(Self.request(line, body, fields))
    return APIAnswer(try client.readAnswer(bodyless: line.hasPrefix("HEAD ")))
  }

  static func request(_ line: String, _ body: String?, _ fields: [String]) -> String {
    var text = "\(line) HTTP/1.1\r\nHost: a\r\n"
    for field in fields { text += field + "\r\n" }
    guard let body else { return text + "\r\n" }
    return text + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
      + body
  }

  /// Opens a stream and reads its `hello`.
  func stream(
    _ role: SocketRole = .verifier, _ query: String = "?verifier=v", _ fields: String...
  ) throws -> EventReader {
    let reader = EventReader(try client(role))
    try reader.begin(Self.request("GET /v1/events\(query)", nil, fields))
    return reader
  }

  func create(_ id: String) throws {
    _ = try call(.admin, "POST /v1/workspaces", #"{"id":"\#(id)"}"#).expecting(201)
  }

  /// Rotates; the revision of that.
  @discardableResult
  func rotate(_ id: String, _ body: String = #"{"grace":"0s"}"#) throws -> UInt64 {
    try call(.admin, "POST /v1/workspaces/\(id)/rotation", body).expecting(201).revision
  }

  func renew(_ lease: String, holds: UInt64) throws -> APIAnswer {
    try call(.verifier, "POST /v1/leases/\(lease)", #"{"holds":\#(holds)}"#)
  }

  /// The live leases, as the admin sees them.
  func verifiers() throws -> [[String: Any]] {
    let answer = try call(.admin, "GET /v1/verifiers").expecting(200)
    return answer.json["items"] as? [[String: Any]] ?? []
  }
}

/// An answer whose body is JSON.
struct APIAnswer {
  struct Unexpected: Error {
    let text: String
  }

  let answer: RawClient.Answer

  init(_ answer: RawClient.Answer) { self.answer = answer }

  var status: Int { answer.status }
  var json: [String: Any] {
    let object = try? JSONSerialization.jsonObject(with: Data(answer.body.utf8))
    return object as? [String: Any] ?? [:]
  }
  var code: String? { json["code"] as? String }
  var revision: UInt64 { (json["revision"] as? NSNumber)?.uint64Value ?? 0 }

  func expecting(_ status: Int) throws -> APIAnswer {
    guard answer.status == status else {
      throw Unexpected(text: "\(answer.status) instead of \(status): \(answer.body)")
    }
    return self
  }
}

/// Serves the API while `body` runs on threads of its own.
func servingAPI(
  signet: TestService? = nil, limits change: @escaping (inout ServerLimits) -> Void = { _ in },
  _ body: (ServedAPI) async throws -> Void
) async throws {
  let metrics = Metrics(patience: .minutes(5))
  let signet = try signet ?? TestService(meter: metrics)
  try await withTemporaryFolder { folder in
    let directory = try RuntimeDirectory(path: folder + "/run")
    let about = APIHandler.About(version: "test", startedAt: signet.clock.now())
    let endpoints = try SocketRole.allCases.map { role in
      var limits = ServerLimits(for: role)
      limits.connectionsPerUser = limits.connections
      limits.connectionsForRoot = 0
      limits.requestTime = .minutes(5)
      limits.idleTime = .minutes(5)
      limits.writeTime = .minutes(5)
      change(&limits)
      return Server.Endpoint(
        role: role, socket: try directory.bind(role),
        handler: APIHandler(
          service: signet.service, socket: role, about: about, metrics: metrics),
        limits: limits)
    }
    let server = try await Server.start(endpoints, logger: quietLogger)
    let keeping = Task { await signet.service.keepLeases() }
    let paths = Dictionary(
      uniqueKeysWithValues: SocketRole.allCases.map { ($0, directory.socketPath(of: $0)) })
    let api = ServedAPI(signet, server, metrics, paths: paths)
    func end() async {
      await server.shutdown(within: .zero)
      keeping.cancel()
      await keeping.value
    }
    do {
      try await withTaskExecutorPreference(OwnThreads()) { try await body(api) }
    } catch {
      await end()
      throw error
    }
    await end()
  }
}
