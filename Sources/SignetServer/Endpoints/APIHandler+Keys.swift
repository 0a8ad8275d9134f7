import SignetAPI
import SignetCore

extension APIHandler {
  /// 304 where the verifier's copy is still what is accepted: nothing is disclosed, and nothing
  /// but memory is read. Nil where keys have to be sent.
  func unchangedKeys(_ call: Call) throws(Problem) -> HTTPResponse? {
    try call.query.allow()
    _ = try grant(.fetchKeys, call)
    guard try admitFetch(call) else { return nil }
    guard let keys = service.cachedKeys(of: try call.workspace()) else { return nil }
    return try unchanged(keys, call)
  }

  private func unchanged(_ keys: AcceptedKeys, _ call: Call) throws(Problem) -> HTTPResponse? {
    let etag = service.etag(of: keys)
    switch try RequestHeaders(call.request.head).etags(HeaderName.ifNoneMatch) {
    case .list(let etags) where etags.contains(etag):
      return HTTPResponse(Answer.notModified, headers: [(HeaderName.eTag, etag)])
    case .list, .any, .none: return nil
    }
  }

  func fetchKeys(_ call: Call) async throws(Problem) -> HTTPResponse {
    let id = try call.workspace()
    // Once more, for time has passed since; and before anything is read.
    guard try admitFetch(call) else { throw try await foreignLease(call) }
    if call.request.headers.contains(name: HeaderName.ifNoneMatch) {
      // Not in memory: one read may still show that nothing has to be disclosed.
      let keys = try await loadKeys(of: id)
      if let unchanged = try unchanged(keys, call) { return unchanged }
    }
    let keys = try await perform(FetchKeys(id: id), call)
    let now = service.deadlineNow
    return HTTPResponse(
      Answer.keySet, headers: [(HeaderName.eTag, keys.etag(epoch: service.epoch, at: now))],
      body: DisclosureBody.keySet(keys, epoch: service.epoch, at: now), wipeAfterWrite: true)
  }

  func loadKeys(of id: WorkspaceID) async throws(Problem) -> AcceptedKeys {
    do throws(SignetError) {
      return try await service.loadKeys(of: id)
    } catch {
      throw Problem(error)
    }
  }
}
