import NIOCore
import SignetAPI
import SignetCore

extension APIHandler {
  /// Decodes, runs one operation, encodes.
  func answer(to call: Call, on loop: any EventLoop) async throws(Problem) -> HTTPResponse {
    switch call.route {
    case .createWorkspace: try await createWorkspace(call)
    case .listWorkspaces: try await listWorkspaces(call)
    case .showWorkspace: try await showWorkspace(call)
    case .deleteWorkspace: try await deleteWorkspace(call)
    case .showSettings: try await showSettings(call)
    case .updateSettings: try await updateSettings(call)
    case .revealSecret: try await revealSecret(call)
    case .revokeSecret: try await revokeSecret(call)
    case .identifySecret: try await identifySecret(call)
    case .showRotation: try await showRotation(call)
    case .rotateSecret: try await rotateSecret(call)
    case .rescheduleRotation: try await rescheduleRotation(call)
    case .finishRotation: try await finishRotation(call)
    case .rollbackRotation: try await rollBackRotation(call)
    case .signToken: try await signToken(call)
    case .showPropagation: try await showPropagation(call)
    case .listVerifiers: try await listVerifiers(call)
    case .watchEvents: try await watchEvents(call)
    case .renewLease: try await renewLease(call)
    case .releaseLease: try await releaseLease(call)
    case .fetchKeys: try await fetchKeys(call)
    case .verifyToken: try await verifyToken(call)
    case .verifyTokens: try await verifyTokens(call)
    case .listAudit: try await listAudit(call)
    case .verifyAudit: try await verifyAudit(call)
    case .showStatus: try await showStatus(call)
    case .showMetrics: try await showMetrics(call, on: loop)
    }
  }

  /// The answer where it can be given on the event loop, without the store.
  func hotAnswer(to call: Call) throws(Problem) -> HTTPResponse? {
    switch call.route {
    case .fetchKeys: return try unchangedKeys(call)
    case .verifyToken: return try cachedVerdict(call)
    case .verifyTokens: return try cachedVerdicts(call)
    case .createWorkspace, .listWorkspaces, .showWorkspace, .deleteWorkspace, .showSettings,
      .updateSettings, .revealSecret, .revokeSecret, .identifySecret, .showRotation,
      .rotateSecret, .rescheduleRotation, .finishRotation, .rollbackRotation, .signToken,
      .showPropagation, .listVerifiers, .watchEvents, .renewLease, .releaseLease,
      .listAudit, .verifyAudit, .showStatus, .showMetrics:
      return nil
    }
  }

  func perform<O: Operation>(_ operation: O, _ call: Call) async throws(Problem) -> O.Output {
    do throws(SignetError) {
      return try await service.perform(operation, as: call.principal, context: call.context)
    } catch {
      throw Problem(error)
    }
  }

  func grant(_ permission: Permission, _ call: Call) throws(Problem) -> Grant {
    do throws(SignetError) {
      return try Policy.authorise(permission, call.principal)
    } catch {
      throw Problem(error)
    }
  }

  /// A change of a workspace, answered with what it left behind and how far verifiers have followed,
  /// which they have `wait` to do.
  func change(
    _ operation: some Operation<Receipt>, _ call: Call, wait: Duration? = nil,
    template: ResponseTemplate = Answer.ok
  ) async throws(Problem) -> HTTPResponse {
    let receipt = try await perform(operation, call)
    var change = RotationChange(receipt, epoch: service.epoch)
    if change.rotation.active {
      change.rotation.behind = verifiersBehind(
        receipt.current.number, of: receipt.workspace, at: receipt.revision)
    }
    change.propagation = await propagation(of: receipt.revision, wait: wait)
    return try Answer.message(
      change, template: template,
      etag: "\"\(service.epoch).\(receipt.revision)\"")
  }
}
