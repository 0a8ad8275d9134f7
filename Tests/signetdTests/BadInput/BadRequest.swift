import SignetAPI
import Testing

/// A request that must be refused, and exactly how.
struct BadRequest: CustomTestStringConvertible, Sendable {
  /// What of the request the answer must point at.
  enum Place: Equatable, Sendable {
    case none
    /// `errors[0].pointer`, a JSON pointer into the body.
    case pointer(String)
    /// The member `parameter`: of the path or the query.
    case parameter(String)
    /// The member `header`.
    case header(String)
  }

  let route: Route?
  let name: String
  /// The sockets on which it is sent: all that serve the route.
  let roles: [RunningDaemon.Role]
  let request: Request
  let status: Int
  let code: ProblemCode
  let place: Place
  /// The answer's `Allow`.
  var allow: String?

  init(
    _ route: Route?, _ name: String, _ request: Request, on role: RunningDaemon.Role? = nil,
    _ code: ProblemCode, at place: Place = .none, allow: String? = nil
  ) {
    self.route = route
    self.name = name
    roles = role.map { [$0] } ?? route.map(Self.roles) ?? [.admin]
    self.request = request
    self.code = code
    status = code.status
    self.place = place
    self.allow = allow
  }

  var testDescription: String { "\(route?.name ?? "no route"): \(name)" }

  private static func roles(of route: Route) -> [RunningDaemon.Role] {
    let sockets: [(Role, RunningDaemon.Role)] = [
      (.admin, .admin), (.verifier, .verifier), (.auditor, .audit),
    ]
    return sockets.filter { route.roles.contains($0.0) }.map(\.1)
  }

  /// A lease that nobody has.
  static let absentLease = "ls_0000000000000000000000"

  /// A request for the route, of workspace `acme` and its current version.
  static func request(
    _ route: Route, workspace: String = "acme", version: String = "current",
    revision: String = "1", lease: String = absentLease, query: String = "", body: String? = nil
  ) -> Request {
    let target =
      route.template.replacing("{ws}", with: workspace).replacing("{version}", with: version)
      .replacing("{revision}", with: revision).replacing("{lease}", with: lease) + query
    guard let body else { return Request(route.method.rawValue, target) }
    return Request(route.method.rawValue, target, body)
  }

  static func body(
    _ route: Route, _ name: String, _ body: String, _ code: ProblemCode, at pointer: String?
  ) -> BadRequest {
    BadRequest(
      route, name, request(route, body: body), code, at: pointer.map { .pointer($0) } ?? .none)
  }
}

extension Route {
  /// Those that take a body.
  static var withBody: [Route] { allCases.filter(\.takesBody) }
  static var ofWorkspace: [Route] { allCases.filter { $0.template.contains("{ws}") } }
  static var ofVersion: [Route] { allCases.filter { $0.template.contains("{version}") } }

  /// A body that the route would take.
  var goodBody: String? {
    switch self {
    case .createWorkspace: #"{"id":"other"}"#
    case .updateSettings: #"{"enforcement":"optional"}"#
    case .identifySecret: #"{"secret":"s"}"#
    case .rescheduleRotation: #"{"grace":"1h"}"#
    case .signToken: #"{"claims":{"userId":"u"}}"#
    case .verifyToken: #"{"token":"t"}"#
    case .verifyTokens: #"{"tokens":[]}"#
    case .revealSecret, .revokeSecret, .rotateSecret, .finishRotation, .rollbackRotation: "{}"
    case .renewLease: #"{"holds":1}"#
    case .listWorkspaces, .showWorkspace, .deleteWorkspace, .showSettings, .showRotation,
      .showPropagation, .listVerifiers, .fetchKeys, .watchEvents, .releaseLease, .listAudit,
      .verifyAudit, .showStatus, .showMetrics:
      nil
    }
  }
}
