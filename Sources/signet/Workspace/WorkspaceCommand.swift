import ArgumentParser

/// The noun `workspace`.
struct WorkspaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workspace",
    abstract: "Customers' workspaces: create, list, show, delete, import.",
    subcommands: [
      CreateWorkspace.self, ListWorkspaces.self, ShowWorkspace.self, DeleteWorkspace.self,
      ImportWorkspaces.self,
    ])
}
