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

  func run() throws {
    do throws(ConfigurationFault) {
      _ = try options.load()
    } catch {
      throw Refusal.exit(.configuration(error))
    }
    print("the configuration is good")
  }
}

/// Ends a command with an error that says what to do.
enum Refusal {
  static func exit(_ error: StartError) -> ExitCode {
    StandardErrorLog.write(error.text)
    return ExitCode(1)
  }
}
