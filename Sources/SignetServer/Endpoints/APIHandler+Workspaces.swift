import SignetAPI
import SignetCore

extension APIHandler {
  func createWorkspace(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let message = try call.message(CreateWorkspaceRequest.self)
    guard let id = WorkspaceID(message.id) else {
      let detail = "a workspace id is \(APILimits.workspaceInWords)"
      throw Problem(
        .invalidRequest, detail: detail, errors: [.init(pointer: "/id", detail: detail)])
    }
    let operation = CreateWorkspace(
      id: id,
      settings: SettingsPatch(message.settings ?? .init()).applied(to: SecuritySettings()),
      secret: try message.ownSecret?.identitySecret())
    return try await change(operation, call, template: Answer.created)
  }

  func listWorkspaces(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow("limit", "cursor", "rotating", "due")
    let page = try await perform(
      ListWorkspaces(
        after: try call.query.cursor() ?? 0,
        limit: try call.query.integer(
          "limit", in: 1...APILimits.largestPage, default: APILimits.page),
        rotating: try call.query.flag("rotating"), due: try call.query.flag("due")), call)
    return try Answer.message(
      Page(
        items: page.workspaces.map { WorkspaceListItem($0) },
        nextCursor: page.next.map { PageCursor($0).text }))
  }

  func showWorkspace(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow("activity")
    let activity = try call.query.integer("activity", in: 0...100, default: 10)
    let view = try await perform(
      ReadWorkspace(id: try call.workspace(), activity: activity), call)
    var summary = WorkspaceSummary(view)
    let behind = verifiersBehind(view.current.number, of: view.id, at: view.revision)
    summary.current.revealable = behind == nil
    summary.current.revealBlockedBy = behind
    if summary.rotation.active { summary.rotation.behind = behind }
    return try Answer.message(summary, etag: view.etag)
  }

  func deleteWorkspace(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow("wait")
    let wait = try call.waitInQuery()
    let deletion = try await perform(
      DeleteWorkspace(
        id: try call.workspace(), precondition: try call.precondition(required: true)), call)
    return try Answer.message(
      DeletedWorkspace(
        workspace: deletion.workspace.text, revision: deletion.revision,
        epoch: service.epoch.description, deletedAt: APITime(deletion.at),
        propagation: await propagation(of: deletion.revision, wait: wait)))
  }

  func showSettings(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let view = try await perform(ReadWorkspace(id: try call.workspace()), call)
    return try Answer.message(Settings(view.settings), etag: view.etag)
  }

  func updateSettings(_ call: Call) async throws(Problem) -> HTTPResponse {
    try call.query.allow()
    let patch = try call.message(SignetAPI.SettingsPatch.self)
    let receipt = try await perform(
      ChangeSettings(
        id: try call.workspace(), patch: SettingsPatch(patch),
        precondition: try call.precondition(required: false)), call)
    return try Answer.message(
      Settings(receipt.settings), etag: "\"\(service.epoch).\(receipt.revision)\"")
  }
}

/// The core's, where both modules have one.
typealias SettingsPatch = SignetCore.SettingsPatch
