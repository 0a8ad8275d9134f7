/// What a path says in the places of `{ws}`, `{version}`, `{revision}` and `{lease}`,
/// percent-decoded, not validated: that is for the domain. Empty where the route has no such place,
/// and no id is empty.
public struct PathParameters: Sendable, Hashable {
  public var workspace: String
  public var version: String
  public var revision: String
  public var lease: String

  public init(
    workspace: String = "", version: String = "", revision: String = "", lease: String = ""
  ) {
    self.workspace = workspace
    self.version = version
    self.revision = revision
    self.lease = lease
  }

  public init(workspace: String, version: SecretSelector) {
    self.init(workspace: workspace, version: version.text)
  }

  subscript(placeholder: Substring) -> String {
    get { self[keyPath: Self.place(of: placeholder)] }
    set { self[keyPath: Self.place(of: placeholder)] = newValue }
  }

  private static func place(of placeholder: Substring) -> WritableKeyPath<PathParameters, String> {
    switch placeholder {
    case "{ws}": \.workspace
    case "{version}": \.version
    case "{revision}": \.revision
    default: \.lease
    }
  }
}
