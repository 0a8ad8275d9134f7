/// Every route of the API. The path, the method and the roles of each are in `RouteTable.swift`.
public enum Route: String, Sendable, Hashable, CaseIterable {
  case createWorkspace
  case listWorkspaces
  case showWorkspace
  case deleteWorkspace
  case showSettings
  case updateSettings
  case revealSecret
  case revokeSecret
  case identifySecret
  case showRotation
  case rotateSecret
  case rescheduleRotation
  case finishRotation
  case rollbackRotation
  case signToken
  case showPropagation
  case listVerifiers
  case fetchKeys
  case watchEvents
  case renewLease
  case releaseLease
  case verifyToken
  case verifyTokens
  case listAudit
  case verifyAudit
  case showStatus
  case showMetrics

  /// The name that audit entries and `openapi.yaml` (operationId) use.
  public var name: String { rawValue }

  /// Its place in `allCases`, for tables with a row for each route.
  public var ordinal: Int { Self.inOrder.firstIndex(of: self) ?? 0 }

  private static let inOrder = allCases
}
