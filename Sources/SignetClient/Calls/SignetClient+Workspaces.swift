public import SignetAPI

extension SignetClient {
  /// Creates a workspace with its first secret.
  public func createWorkspace(
    _ request: CreateWorkspaceRequest, options: CallOptions = .none
  ) async throws(ClientError) -> Answer<RotationChange> {
    try await call(.createWorkspace, body: request, options: options, as: RotationChange.self)
  }

  /// One page of the workspaces.
  public func listWorkspaces(
    _ query: WorkspaceListQuery = WorkspaceListQuery()
  ) async throws(ClientError) -> Answer<Page<WorkspaceListItem>> {
    try await call(.listWorkspaces, query: query.items, as: Page<WorkspaceListItem>.self)
  }

  /// A workspace with its secrets' metadata and its last `activity` audit entries.
  public func showWorkspace(
    _ workspace: String, activity: Int? = nil
  ) async throws(ClientError) -> Answer<WorkspaceSummary> {
    try await call(
      .showWorkspace, PathParameters(workspace: workspace),
      query: activity.map { [QueryItem("activity", String($0))] } ?? [],
      as: WorkspaceSummary.self)
  }

  /// Destroys a workspace; `options.ifMatch` is required. Its id is never used again. `wait` is how
  /// long to wait at most until no verifier accepts its secrets; without it not at all.
  public func deleteWorkspace(
    _ workspace: String, wait: APIDuration? = nil, options: CallOptions
  ) async throws(ClientError) -> Answer<DeletedWorkspace> {
    try await call(
      .deleteWorkspace, PathParameters(workspace: workspace),
      query: wait.map { [QueryItem("wait", $0.text)] } ?? [], options: options, wait: wait,
      as: DeletedWorkspace.self)
  }

  /// The security settings, with their ETag.
  public func showSettings(_ workspace: String) async throws(ClientError) -> Answer<Settings> {
    try await call(.showSettings, PathParameters(workspace: workspace), as: Settings.self)
  }

  /// Changes settings; `options.ifMatch` guards against another's change in between.
  public func updateSettings(
    _ workspace: String, _ patch: SettingsPatch, options: CallOptions
  ) async throws(ClientError) -> Answer<Settings> {
    try await call(
      .updateSettings, PathParameters(workspace: workspace), body: patch, options: options,
      as: Settings.self)
  }
}
