import SignetAPI
import SignetCore

extension APIHandler {
  /// Who serves whom is for admins and auditors; a verifier learns how the daemon is.
  func showStatus(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let status: ReadStatus.Status
    do throws(SignetError) {
      status = try await service.perform(
        ReadStatus(), as: call.principal, context: call.context)
    } catch {
      guard case .unavailable = error else { throw Problem(error) }
      return try Answer.message(unavailable(Problem(error)))
    }
    let counts = status.counts.map { counts in
      Status.Counts(
        workspaces: UInt64(counts.workspaces), rotating: UInt64(counts.rotating),
        rotationDue: service.overdueRotations.map { UInt64($0) },
        auditEntries: counts.auditEntries)
    }
    return try Answer.message(
      Status(
        health: health, version: about.version, role: role, now: APITime(status.now),
        startedAt: APITime(about.startedAt), epoch: status.epoch.description,
        revision: status.revision, counts: counts, configuration: configuration,
        warnings: role == .verifier ? [] : warnings()))
  }

  /// Verifiers have no business with it.
  private var configuration: Status.Configuration? {
    role == .verifier ? nil : about.configuration()
  }

  private var health: Status.Health {
    switch service.health {
    case .serving: .serving
    case .degraded: .degraded
    }
  }

  private func warnings() -> [Notice] {
    var warnings: [Notice] = []
    if case .degraded(let error) = service.health {
      let problem = Problem(SignetError.unavailable(.store(error)))
      warnings.append(Notice(code: problem.code, detail: problem.detail))
    }
    if let behind = service.clockBehind {
      warnings.append(
        Notice(
          code: "clock_behind",
          detail: "the clock is \(behind.milliseconds / 1000) s behind what was committed before: "
            + "grace windows end by the later time; check the clock, then restart"))
    }
    if let configuration = about.configuration() {
      if let error = configuration.error {
        warnings.append(
          Notice(
            code: "configuration_rejected",
            detail: "\(error); the one before it is in force: mend it, then reload"))
      }
      if !configuration.needRestart.isEmpty {
        let keys = configuration.needRestart.joined(separator: ", ")
        warnings.append(
          Notice(code: "restart_needed", detail: "\(keys) changed: in force after a restart"))
      }
    }
    if let damage = service.damage {
      warnings.append(Notice(code: "damaged", detail: "\(damage): see Docs/Operations.md"))
    }
    if let overdue = service.overdueRotations, overdue > 0 {
      warnings.append(
        Notice(
          code: "rotation_due",
          detail: "\(overdue) workspaces' rotation is due: signet workspace list --due"))
    }
    return warnings
  }

  private func unavailable(_ problem: Problem) -> Status {
    Status(
      health: .unavailable, version: about.version, role: role, now: APITime(service.now()),
      startedAt: APITime(about.startedAt), epoch: service.epoch.description,
      revision: service.revision, counts: nil, configuration: configuration,
      warnings: [Notice(code: problem.code, detail: problem.detail)])
  }
}
