import ArgumentParser

/// The answer to the question of a command that cannot be undone.
struct ConfirmOptions: ParsableArguments {
  @Flag(name: .long, help: "Do not ask; required where nobody can be asked.")
  var yes = false
}
