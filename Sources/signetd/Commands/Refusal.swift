import ArgumentParser

/// How the commands about the configuration end where there is none to be had.
enum Refusal {
  static func load(
    _ options: ConfigurationOptions, as eyes: AccountOption
  ) throws -> DaemonConfiguration {
    do throws(AccountFault) {
      try eyes.become()
    } catch {
      StandardErrorLog.write("signetd: error: \(error.message)\n")
      throw ExitCode(1)
    }
    do throws(ConfigurationFault) {
      return try options.load()
    } catch {
      throw exit(.configuration(error))
    }
  }

  static func exit(_ error: StartError) -> ExitCode {
    StandardErrorLog.write(error.text)
    return ExitCode(1)
  }
}
