import SignetAPI
import SignetCore

/// All that one answer of `GET /metrics` tells, put into words. What is not known is nil and left
/// out: a count that is missing is seen, one that is wrong is believed.
struct Scrape: Sendable {
  let version: String
  let startedAt: Timestamp
  let epoch: String
  let revision: UInt64
  /// What only the store knows.
  let counts: ReadStatus.Counts?
  let overdueRotations: Int?
  let queue: [(lane: String, depth: Int)]
  let isDegraded: Bool
  let hasDamage: Bool
  let clockBehind: Duration?
  let process: ProcessFigures
  let room: FileSystemRoom?
  let leases: SecretService.LeaseCounts

  func text(_ metrics: Metrics) -> [UInt8] {
    var text = OpenMetricsText()
    daemon(&text)
    requests(metrics, &text)
    connections(metrics, &text)
    verifiers(metrics, &text)
    commits(metrics.work, &text)
    content(&text)
    tokens(metrics, &text)
    health(&text)
    system(&text)
    return text.finished()
  }

  private func daemon(_ text: inout OpenMetricsText) {
    text.info("signet_build", "The version of the daemon.", [("version", version)])
    text.info(
      "signet_database", "The epoch of the database: another one is another database.",
      [("epoch", epoch)])
    text.gauge("signet_revision", "The revision of the newest commit. It never falls.", revision)
  }

  private func requests(_ metrics: Metrics, _ text: inout OpenMetricsText) {
    var counts: [(labels: OpenMetricsText.Labels, value: UInt64)] = []
    for socket in SocketRole.allCases {
      let role = Role(socket)
      for route in Route.allCases where route.roles.contains(role) {
        for status in RequestMeter.statuses {
          let count = metrics.requests[socket].count(route, status: status)
          // Those that an alert asks for are there before the first of them.
          guard count > 0 || status >= 500 else { continue }
          let labels = [("socket", socket.rawValue)] + labels(route) + [("status", "\(status)")]
          counts.append((labels, count))
        }
      }
    }
    text.counter(
      "signet_requests", "Requests that found a route of their socket, by how they were answered.",
      counts)
    let latencies = Route.allCases.map { route in
      (
        labels: labels(route),
        value: SocketRole.allCases.map { metrics.requests[$0].latency(route) }
          .reduce(LatencyHistogram(), +)
      )
    }
    text.histogram(
      "signet_request_duration_seconds",
      "Time from a request that is read whole to its answer, without the way over the socket.",
      latencies.filter { $0.value.count > 0 })
    let refusals = SocketRole.allCases.flatMap { socket in
      RequestMeter.refusalCodes.map { code in
        (
          labels: [("socket", socket.rawValue), ("code", code.rawValue)],
          value: metrics.requests[socket].count(refused: code)
        )
      }
    }
    text.counter(
      "signet_refusals",
      "Requests and connections that were refused before a route, by the code of the problem.",
      refusals)
  }

  private func labels(_ route: Route) -> OpenMetricsText.Labels {
    [("method", route.method.rawValue), ("route", route.template)]
  }

  private func connections(_ metrics: Metrics, _ text: inout OpenMetricsText) {
    let meters = SocketRole.allCases.map { socket in
      (labels: [("socket", socket.rawValue)], meter: metrics.connections(of: socket))
    }
    text.gauge(
      "signet_connections", "Connections that count against their socket's limit now.",
      meters.map { ($0.labels, $0.meter.open) })
    text.counter(
      "signet_connections_accepted", "Connections that were let in.",
      meters.map { ($0.labels, $0.meter.accepted) })
  }

  private func verifiers(_ metrics: Metrics, _ text: inout OpenMetricsText) {
    text.gauge(
      "signet_leases", "Live leases of verifiers, by whether they hold all changes.",
      [
        ([("state", "current")], leases.live - leases.behind),
        ([("state", "behind")], leases.behind),
      ])
    let meters = [SocketRole.admin, .verifier].map { socket in
      (labels: [("socket", socket.rawValue)], meter: metrics.streams[socket])
    }
    text.gauge(
      "signet_event_streams", "Event streams that are read now.",
      meters.map { ($0.labels, $0.meter.open) })
    text.counter(
      "signet_event_streams_opened", "Event streams that were begun.",
      meters.map { ($0.labels, $0.meter.begun) })
  }

  private func commits(_ work: WorkMeter, _ text: inout OpenMetricsText) {
    let latency = work.commitLatency
    text.counter("signet_commits", "Transactions that wrote something.", latency.count)
    text.counter(
      "signet_commit_operations", "Operations in them that changed something.",
      work.operationCount)
    text.histogram(
      "signet_commit_duration_seconds",
      "Time from the beginning of a transaction that wrote until it was durable.",
      [([], latency)])
    text.counter(
      "signet_commit_failures", "Transactions that could not be made durable.",
      [
        ([("outcome", "nothing_kept")], work.failed),
        ([("outcome", "unknown")], work.unknown),
      ])
    text.gauge(
      "signet_queue_operations", "Operations that wait for the store.",
      queue.map { ([("lane", $0.lane)], $0.depth) })
  }

  private func content(_ text: inout OpenMetricsText) {
    if let counts {
      text.gauge("signet_workspaces", "Workspaces.", counts.workspaces)
      text.gauge(
        "signet_rotations_in_grace", "Workspaces with a secret in its grace window.",
        counts.rotating)
      text.counter("signet_audit_entries", "Entries of the audit log.", counts.auditEntries)
    }
    if let overdueRotations {
      text.gauge(
        "signet_rotations_due", "Workspaces whose secret is older than their settings want.",
        overdueRotations)
    }
  }

  private func tokens(_ metrics: Metrics, _ text: inout OpenMetricsText) {
    text.counter(
      "signet_token_verifications", "Tokens that the daemon judged.",
      WorkMeter.Outcome.allCases.map {
        ([("outcome", $0.rawValue)], metrics.work.count($0))
      })
    text.counter(
      "signet_token_rejections", "Tokens that the daemon rejected, by reason.",
      WorkMeter.reasons.map { ([("reason", $0.rawValue)], metrics.work.count($0)) })
    let kinds: [(kind: String, socket: SocketRole, route: Route)] = [
      ("secret", .admin, .revealSecret), ("token", .admin, .signToken),
      ("keys", .verifier, .fetchKeys),
    ]
    text.counter(
      "signet_disclosures", "Secrets revealed, key sets sent, test tokens signed.",
      kinds.map {
        ([("kind", $0.kind)], metrics.requests[$0.socket].count($0.route, status: 200))
      })
  }

  private func health(_ text: inout OpenMetricsText) {
    text.gauge(
      "signet_store_degraded", "1 from a write to the store that failed to the next that succeeds.",
      isDegraded)
    text.gauge(
      "signet_damage_found", "1 if a stored row did not open since the start.", hasDamage)
    text.gauge(
      "signet_clock_behind_seconds",
      "How far the clock is behind what was committed, where that is more than a minute.",
      Double(clockBehind?.milliseconds ?? 0) / 1000)
    if let room {
      text.gauge(
        "signet_state_free_bytes", "Room for the daemon on the state directory's file system.",
        room.free)
      text.gauge(
        "signet_state_size_bytes", "The size of the state directory's file system.", room.size)
    }
  }

  private func system(_ text: inout OpenMetricsText) {
    text.gauge(
      "process_start_time_seconds", "When the daemon began to serve, since 1970 UTC.",
      Double(startedAt.milliseconds) / 1000)
    if let seconds = process.cpuSeconds {
      text.counter("process_cpu_seconds", "Time on a processor, user and system.", seconds)
    }
    if let bytes = process.residentBytes {
      text.gauge("process_resident_memory_bytes", "Memory in use.", bytes)
    }
    if let bytes = process.virtualBytes {
      text.gauge("process_virtual_memory_bytes", "Address space in use.", bytes)
    }
    if let count = process.openDescriptors {
      text.gauge("process_open_fds", "Open file descriptors.", count)
    }
    if let count = process.maximumDescriptors {
      text.gauge("process_max_fds", "File descriptors that may be open.", count)
    }
  }
}
