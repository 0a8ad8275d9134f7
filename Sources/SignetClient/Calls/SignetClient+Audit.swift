import NIOHTTP1
public import SignetAPI
import Synchronization

extension SignetClient {
  /// One page of the audit log.
  public func listAudit(
    _ query: AuditListQuery = AuditListQuery()
  ) async throws(ClientError) -> Answer<Page<AuditEntry>> {
    try await call(.listAudit, query: query.items, as: Page<AuditEntry>.self)
  }

  /// Lets the daemon walk its audit log. `onProgress` is told how far it is, on another thread.
  public func verifyAudit(
    onProgress: @escaping @Sendable (AuditProgress) -> Void = { _ in }
  ) async throws(ClientError) -> Answer<AuditVerification> {
    var request = try request(.verifyAudit, PathParameters(), [], nil, .none, [])
    let lines = Mutex(LineSplitter())
    request.onPiece = { piece in
      for line in lines.withLock({ $0.lines(adding: piece) }) {
        guard let progress = try? MessageDecoding.decode(AuditProgress.self, from: line) else {
          continue
        }
        onProgress(progress)
      }
    }
    var response = try await exchange(request)
    if response.headers.first(name: "Content-Type") == MediaType.lines {
      response.body = LineSplitter.lastLine(of: response.body)
    }
    return try Self.answer(response, as: AuditVerification.self)
  }
}
