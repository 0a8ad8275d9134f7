/// A subcommand whose first argument is a workspace's id, so that hints can repeat it.
protocol NamesWorkspace: SignetCommand {
  var id: String { get }
}
