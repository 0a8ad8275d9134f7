public import ArgumentParser
public import SignetAPI

extension APIDuration: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }

  public var defaultValueDescription: String { text }
}

extension SecretSelector: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }

  public var defaultValueDescription: String { text }
}

extension Enforcement: ExpressibleByArgument {}
extension AuditOutcome: ExpressibleByArgument {}
