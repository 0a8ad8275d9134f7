import ArgumentParser
import Glibc

/// Parses the arguments, runs the subcommand, and says how it ended.
func perform(_ arguments: [String]) async -> ExitStatus {
  let console = Console(terminal: .standard)
  var workspace: String?
  do {
    var command = try Signet.parseAsRoot(arguments)
    workspace = (command as? any NamesWorkspace)?.id
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
    return .done
  } catch let error as CommandError {
    if let text = ErrorText(error, workspace: workspace) {
      console.note(text.lines(console.terminal.errorStyle))
    }
    return error.status
  } catch {
    return UsageText(error).show(on: console)
  }
}

// Before the first thread. libdispatch complains in the system's log of each thread whose priority it
// may not raise, and the journal puts the command line beside that: ids, reasons, names.
setenv("LIBDISPATCH_LOG", "NO", 1)
exit(await perform(Array(CommandLine.arguments.dropFirst())).rawValue)
