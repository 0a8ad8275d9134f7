import ArgumentParser

/// What every subcommand takes whose answer can be shown in more than one way.
struct GlobalOptions: ParsableArguments {
  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print the API's own JSON objects; lists as one object a line.")
  var json = false

  @Flag(help: "Show and read times in UTC instead of the local zone.")
  var utc = false

  var zone: TimeText.Zone { utc ? .utc : .local }
}
