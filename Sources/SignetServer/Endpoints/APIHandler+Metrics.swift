import NIOCore
import SignetAPI
import SignetCore

extension APIHandler {
  private static let openMetrics = ResponseTemplate(
    status: .ok, contentType: MediaType.openMetrics)

  /// Always an answer: what cannot be had of the store is left out.
  func showMetrics(_ call: Call, on loop: any EventLoop) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let grant = try grant(.readStatus, call)
    let counts = await counts(for: grant.principal, call.context, on: loop)
    var isDegraded = false
    if case .degraded = service.health { isDegraded = true }
    let scrape = Scrape(
      version: about.version, startedAt: about.startedAt, epoch: service.epoch.description,
      revision: service.revision, counts: counts, overdueRotations: service.overdueRotations,
      queue: Lane.allCases.map { ($0.name, service.waiting(in: $0)) }, isDegraded: isDegraded,
      hasDamage: service.damage != nil, clockBehind: service.clockBehind, process: .read(),
      room: metrics.stateDirectory.flatMap { FileSystemRoom(of: $0) },
      leases: service.leaseCounts)
    return HTTPResponse(Self.openMetrics, body: ByteBuffer(bytes: scrape.text(metrics)))
  }

  /// Nil where the store does not answer, or not in time: a disk that hangs is when the rest is
  /// wanted most.
  private func counts(
    for principal: Principal, _ context: RequestContext, on loop: any EventLoop
  ) async -> ReadStatus.Counts? {
    let first = loop.makePromise(of: ReadStatus.Counts?.self)
    let patience = loop.scheduleTask(in: metrics.patience) { first.succeed(nil) }
    Task {
      let status = try? await self.service.perform(ReadStatus(), as: principal, context: context)
      patience.cancel()
      first.succeed(status?.counts)
    }
    return try? await first.futureResult.get()
  }
}

extension Lane {
  fileprivate var name: String {
    switch self {
    case .admin: "admin"
    case .verifier: "verifier"
    case .background: "background"
    }
  }
}
