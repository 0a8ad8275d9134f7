/// What a request line's method and path mean, whatever the socket's role.
public enum RouteMatch: Sendable, Hashable {
  case route(Route, PathParameters)
  /// The path exists with these routes' methods only.
  case methodNotAllowed([Route])
  case notFound

  /// `path` is raw: still percent-encoded, without the query. Slashes separate before anything is
  /// decoded, so an encoded one is part of a parameter, which no id has. The fixed parts match
  /// only as they are spelt.
  public init(method: String, path: String) {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    var others: [Route] = []
    for candidate in RouteShape.all {
      guard let parameters = candidate.parameters(of: segments) else { continue }
      if candidate.route.method.rawValue == method {
        self = .route(candidate.route, parameters)
        return
      }
      others.append(candidate.route)
    }
    self = others.isEmpty ? .notFound : .methodNotAllowed(others)
  }
}

/// A route's template, cut into segments once.
private struct RouteShape: Sendable {
  let route: Route
  let segments: [Substring]

  static let all = Route.allCases.map { route in
    RouteShape(
      route: route,
      segments: route.template.split(separator: "/", omittingEmptySubsequences: false))
  }

  func parameters(of path: [Substring]) -> PathParameters? {
    guard path.count == segments.count else { return nil }
    var parameters = PathParameters()
    for (part, segment) in zip(path, segments) {
      if segment.first == "{" {
        guard !part.isEmpty else { return nil }
        // A bad encoding stays as it is; its per cent sign is in no id.
        parameters[segment] = PercentEncoding.decode(part) ?? String(part)
      } else if !part.utf8.elementsEqual(segment.utf8) {
        return nil
      }
    }
    return parameters
  }
}
