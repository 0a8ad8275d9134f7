import SignetAPI
import SignetClient

/// Creates one workspace a line. Repeating a line does no harm.
struct WorkspaceImporter {
  let session: Session
  let client: SignetClient

  /// Throws only what makes going on useless: the daemon cannot be reached, or does not work.
  func add(_ line: [UInt8]) async throws(CommandError) -> ImportOutcome {
    let request: CreateWorkspaceRequest
    do {
      request = try MessageDecoding.decode(CreateWorkspaceRequest.self, from: line)
    } catch {
      return .refused("\(error.pointer == .root ? "" : "\(error.pointer): ")\(error.detail)")
    }
    guard let secret = request.ownSecret else {
      return .refused("/secret: the member secret is required")
    }
    do {
      _ = try await session.change { options throws(ClientError) in
        try await client.createWorkspace(request, options: options)
      }
      return .imported
    } catch .client(.problem(let problem))
      where ![403, 408, 429].contains(problem.status) && problem.status < 500
    {
      return problem.knownCode == .workspaceExists
        ? try await compare(request.id, secret) : .refused(ErrorText(.problem(problem)).message)
    } catch .outcomeUnknown(let error, _) {
      // Not to be repeated with a key, but by importing the same list again.
      throw .client(error)
    }
  }

  /// Whether the workspace that is there accepts this secret, so that the line is done.
  ///
  /// A text and a JWK whose `k` it is are different keys, and `identify` finds both.
  private func compare(
    _ id: String, _ secret: OwnSecret
  ) async throws(CommandError) -> ImportOutcome {
    let (text, isJWK) =
      switch secret {
      case .secret(let text): (text, false)
      case .jwk(let key): (key.k, true)
      }
    let answer = try await session.ask { () throws(ClientError) in
      try await client.identifySecret(IdentifyRequest(secret: text))
    }
    let accepted = [SecretState.current.rawValue, SecretState.retiring.rawValue]
    let found = answer.message.matches.filter {
      $0.workspace == id && accepted.contains($0.state)
    }
    guard !found.isEmpty else { return .refused("the workspace exists with another secret") }
    let summary = try await session.ask { () throws(ClientError) in
      try await client.showWorkspace(id, activity: 0)
    }
    let isThere = summary.message.history.contains { version in
      found.contains { $0.version == version.version } && (version.origin == .jwk) == isJWK
    }
    return isThere ? .present : .refused("the workspace exists with another secret")
  }
}
