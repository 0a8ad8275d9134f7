extension Route {
  /// The raw path with these parameters in their places.
  public func path(_ parameters: PathParameters = PathParameters()) -> String {
    template.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.first == "{" ? PercentEncoding.encode(parameters[$0]) : String($0) }
      .joined(separator: "/")
  }

  /// The request target: path and query.
  public func target(
    _ parameters: PathParameters = PathParameters(), query: [QueryItem] = []
  ) -> String {
    guard !query.isEmpty else { return path(parameters) }
    return path(parameters) + "?"
      + query.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
      .joined(separator: "&")
  }
}
