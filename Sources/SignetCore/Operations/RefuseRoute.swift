public import SignetAudit

/// Records that somebody asked a socket for what belongs to another role's. Always throws
/// `.routeRefused`.
public struct RefuseRoute: Operation {
  /// The route's method and path template, never the path that was asked for.
  public let route: String

  public init(route: String) { self.route = route }

  public var permission: Permission { .readStatus }
  public var action: AuditAction? { .routeRefuse }
  public var workspace: WorkspaceID? { nil }

  public func run(in scope: OperationScope, grant: Grant) throws {
    scope.detail("route", route)
    throw SignetError.routeRefused
  }
}
