import NIOHTTP1
import SignetAPI
import SignetCore

extension APIHandler {
  private static let eventStream = ResponseTemplate(
    status: .ok, contentType: MediaType.events)

  /// Begins a stream of changes. To a verifier it grants a lease, to be on the disk before the first
  /// byte leaves.
  func watchEvents(_ call: Call) async throws(Problem) -> HTTPResponse {
    let isVerifier = role == .verifier
    try call.query.allow(isVerifier ? ["verifier"] : [], repeatable: ["workspace"])
    let workspaces = try call.query.workspaces()
    let label = isVerifier ? try call.query.verifier() : nil
    let replacing = isVerifier ? try call.lease() : nil
    let last = try call.lastEventID()
    // Who asks for the header only reads no stream, and a lease would be nobody's.
    guard let label, call.request.method != .HEAD else {
      let revision = service.revision
      return stream(
        Hello(epoch: service.epoch.description, revision: revision), lease: nil, workspaces, last)
    }
    let grant = try await grantLease(label, workspaces, replacing, call)
    return stream(
      Hello(
        lease: grant.lease.text, leaseSeconds: Self.leaseSeconds,
        epoch: service.epoch.description, revision: grant.revision),
      lease: grant.lease, workspaces, last)
  }

  static var leaseSeconds: Int { Int(SecretService.leaseDuration.components.seconds) }

  private func stream(
    _ hello: Hello, lease: LeaseID?, _ workspaces: Set<WorkspaceID>?, _ last: EventID?
  ) -> HTTPResponse {
    let beginning = EventStream.Beginning(
      hello: hello, lease: lease, workspaces: workspaces,
      position: last ?? EventID(service.epoch, hello.revision))
    return HTTPResponse(Self.eventStream) { [events] loop, wake in
      events.hub(on: loop).open(beginning, wake: wake)
    }
  }

  private func grantLease(
    _ verifier: String, _ workspaces: Set<WorkspaceID>?, _ replacing: LeaseID?, _ call: Call
  ) async throws(Problem) -> LeaseGrant {
    let grant = try await refusing { () async throws(SignetError) in
      try await self.service.grantLease(
        verifier: verifier, workspaces: workspaces, replacing: replacing, to: call.principal,
        context: call.context)
    }
    // The client went meanwhile and never hears of its lease, so that it can hold nothing up. One
    // that took another's place stays: keys may still be used that were fetched under that one. Where
    // giving it back fails it runs out by itself.
    if Task.isCancelled, replacing == nil {
      try? await service.release(grant.lease, as: call.principal, context: call.context)
    }
    return grant
  }

  /// Runs what the core may refuse.
  func refusing<Result>(
    _ body: () async throws(SignetError) -> Result
  ) async throws(Problem) -> Result {
    do throws(SignetError) {
      return try await body()
    } catch {
      throw Problem(error)
    }
  }
}

extension Call {
  /// The lease that the request names in its header.
  func lease() throws(Problem) -> LeaseID? {
    guard let text = try RequestHeaders(request.head).text(HeaderName.lease, atMost: 64) else {
      return nil
    }
    guard let lease = LeaseID(text) else {
      throw .header(HeaderName.lease, "give the lease as the stream's hello gave it")
    }
    return lease
  }

  /// Where the reader of a stream was.
  fileprivate func lastEventID() throws(Problem) -> EventID? {
    let text = try RequestHeaders(request.head).text(HeaderName.lastEventID, atMost: 64)
    guard let text else { return nil }
    guard let id = EventID(text) else {
      throw .header(HeaderName.lastEventID, "give the id of an event as you received it")
    }
    return id
  }
}

extension Query {
  private static let longestVerifier = 64

  /// The verifier's name for itself. Throws where it is missing.
  fileprivate func verifier() throws(Problem) -> String {
    let words = "give 1 to \(Self.longestVerifier) characters that name this verifier"
    guard let text = self["verifier"], !text.isEmpty, text.count <= Self.longestVerifier else {
      throw .parameter("verifier", words)
    }
    if let fault = PlainText.fault(in: text, atMost: 4 * Self.longestVerifier) {
      throw .parameter("verifier", fault)
    }
    return text
  }

  /// The workspaces that a stream is for; nil: all.
  fileprivate func workspaces() throws(Problem) -> Set<WorkspaceID>? {
    let texts = all("workspace")
    guard !texts.isEmpty else { return nil }
    // Each lease keeps them, and is asked for them at each change.
    guard texts.count <= APILimits.eventWorkspaces else {
      throw .parameter(
        "workspace", "give at most \(APILimits.eventWorkspaces), or none for all workspaces")
    }
    var workspaces: Set<WorkspaceID> = []
    for text in texts {
      guard let id = WorkspaceID(text) else {
        throw .parameter("workspace", "a workspace id is \(APILimits.workspaceInWords)")
      }
      workspaces.insert(id)
    }
    return workspaces
  }
}
