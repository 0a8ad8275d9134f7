import NIOHTTP1
public import SignetAPI

/// What a fetch of keys found.
public enum KeyFetch: Sendable {
  /// They are still those of the ETag that was given.
  case notModified
  case keys(Answer<KeySet>)
}

extension SignetClient {
  /// The keys that a workspace accepts now; with `ifNoneMatch` only if they differ from those.
  /// `lease` is the id that the event stream granted.
  public func fetchKeys(
    _ workspace: String, ifNoneMatch: String? = nil, lease: String? = nil
  ) async throws(ClientError) -> KeyFetch {
    var headers: [(name: String, value: String)] = []
    if let ifNoneMatch { headers.append((HeaderName.ifNoneMatch, ifNoneMatch)) }
    if let lease { headers.append((HeaderName.lease, lease)) }
    let request = try request(
      .fetchKeys, PathParameters(workspace: workspace), [], nil, .none, headers)
    let response = try await exchange(request)
    if response.status == 304 { return .notModified }
    return .keys(try Self.answer(response, as: KeySet.self))
  }
}
