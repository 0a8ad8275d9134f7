import SignetAPI
import SignetCore

extension APIHandler {
  func showPropagation(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow("wait")
    let revision = try call.revision()
    let wait = try call.waitInQuery() ?? .zero
    _ = try grant(.readWorkspaces, call)
    let view = try await refusing { () async throws(SignetError) in
      try await self.service.propagation(of: revision, wait: wait)
    }
    return try Answer.message(Propagation(view))
  }

  /// The verifiers that do not hold the version yet, each name once; nil where there are none.
  func verifiersBehind(
    _ version: UInt32, of id: WorkspaceID, at revision: UInt64
  ) -> [String]? {
    var names: [String] = []
    for lease in service.leasesBehind(version: version, of: id, at: revision)
    where lease.verifier != names.last {
      names.append(lease.verifier)
    }
    return names.isEmpty ? nil : names
  }

  /// How far a change that was made has come, after at most `wait`. Nil where that cannot be told:
  /// the change is committed all the same.
  func propagation(of revision: UInt64, wait: Duration?) async -> Propagation? {
    guard let wait, wait > .zero else {
      return (try? service.propagation(of: revision)).map { Propagation($0) }
    }
    return (try? await service.propagation(of: revision, wait: wait)).map { Propagation($0) }
  }
}

extension Call {
  /// A `wait` of the body. Throws where it is longer than any wait can be.
  func wait(_ wait: APIDuration?) throws(Problem) -> Duration? {
    guard let wait else { return nil }
    guard SecretService.waitRange.contains(wait.duration) else {
      throw Problem(
        .invalidRequest, detail: Self.waitInWords,
        errors: [.init(pointer: "/wait", detail: Self.waitInWords)])
    }
    return wait.duration
  }

  /// The same of the query.
  func waitInQuery() throws(Problem) -> Duration? {
    guard let text = query["wait"] else { return nil }
    guard let wait = APIDuration(text), SecretService.waitRange.contains(wait.duration) else {
      throw .parameter("wait", Self.waitInWords)
    }
    return wait.duration
  }

  private static var waitInWords: String {
    let longest = SecretService.waitRange.upperBound.components.seconds
    return "give a duration from 0s to \(longest)s, such as 10s: by then every verifier has "
      + "followed or its lease has run out"
  }
}
