/// What a path says in the places of `{ws}` and `{version}`, percent-decoded, not validated: that
/// is for the domain. Empty where the route has no such place, and no id is empty.
public struct PathParameters: Sendable, Hashable {
  public var workspace: String
  public var version: String

  public init(workspace: String = "", version: String = "") {
    self.workspace = workspace
    self.version = version
  }

  public init(workspace: String, version: SecretSelector) {
    self.init(workspace: workspace, version: version.text)
  }

  subscript(placeholder: Substring) -> String {
    get { placeholder == "{ws}" ? workspace : version }
    set {
      if placeholder == "{ws}" { workspace = newValue } else { version = newValue }
    }
  }
}
