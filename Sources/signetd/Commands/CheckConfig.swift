import ArgumentParser

/// `signetd config check`
struct CheckConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say whether a start or a reload would take the configuration.",
    discussion: """
      Reads the file, these options and this shell's environment. A service's own environment is \
      its unit's. Exits with 1 where the configuration would be refused; nothing is changed.
      """)

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var eyes: AccountOption

  func run() throws {
    _ = try Refusal.load(options, as: eyes)
    print("the configuration is good")
  }
}
