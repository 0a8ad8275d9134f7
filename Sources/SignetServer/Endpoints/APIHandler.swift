import Logging
public import NIOCore
import NIOHTTP1
public import SignetAPI
public import SignetCore

/// Answers the requests of one socket: finds the route, checks that it is the socket's role's,
/// decodes, calls one operation, encodes. It decides nothing.
public struct APIHandler: RequestHandler {
  let service: SecretService
  let role: Role
  let about: About
  let metrics: Metrics
  let events: EventHubs
  private let meter: RequestMeter

  /// What `status` says of the daemon itself.
  public struct About: Sendable {
    public let version: String
    public let startedAt: Timestamp
    /// The configuration in force.
    public let configuration: @Sendable () -> Status.Configuration?

    public init(
      version: String, startedAt: Timestamp,
      configuration: @escaping @Sendable () -> Status.Configuration? = { nil }
    ) {
      self.version = version
      self.startedAt = startedAt
      self.configuration = configuration
    }
  }

  /// - Parameter metrics: what counts the requests, and is told on the audit socket.
  public init(
    service: SecretService, socket: SocketRole, about: About, metrics: Metrics = Metrics()
  ) {
    self.service = service
    role = Role(socket)
    self.about = about
    self.metrics = metrics
    events = EventHubs(service: service, meter: metrics.streams[socket])
    meter = metrics.requests[socket]
  }

  public func bodyLimit(for head: RequestHead, default limit: Int) -> Int {
    guard case .route(let route, _) = match(head), route.roles.contains(role) else { return limit }
    // What is configured is about ordinary bodies; a batch has its own bound.
    return route.bodyLimit == APILimits.body ? limit : route.bodyLimit
  }

  public func serves(_ head: RequestHead) -> Bool {
    switch match(head) {
    case .notFound: false
    case .methodNotAllowed(let routes): routes.contains { $0.roles.contains(role) }
    case .route(let route, _): route.roles.contains(role)
    }
  }

  public func handle(_ request: HTTPRequest, on loop: any EventLoop) -> HTTPReply {
    switch match(request.head) {
    case .notFound:
      meter.refused(.notFound)
      return .now(
        refuse(Problem(.notFound, detail: "see the list of routes in Docs/API.md"), request))
    case .methodNotAllowed(let routes):
      let allowed = routes.filter { $0.roles.contains(role) }
      // Where none of the path's routes is this role's, the path itself is another role's.
      guard !allowed.isEmpty else { return refuseRoute(routes[0], request, loop) }
      meter.refused(.methodNotAllowed)
      return .now(methodNotAllowed(allowed, request))
    case .route(let route, let parameters):
      guard route.roles.contains(role) else { return refuseRoute(route, request, loop) }
      return answer(route, parameters, request, loop)
    }
  }

  private func answer(
    _ route: Route, _ parameters: PathParameters, _ request: HTTPRequest, _ loop: any EventLoop
  ) -> HTTPReply {
    let timing = meter.begin(route, on: loop)
    let response: HTTPResponse
    do throws(Problem) {
      let call = try Call(route, parameters, request, role: role)
      guard let hot = try hotAnswer(to: call) else {
        return later(request, on: loop) { () async throws(Problem) in
          try await self.answer(to: call, on: loop)
        } counted: { response, _ in
          timing.end(status: response.fixed.status.code)
        }
      }
      response = hot
    } catch {
      response = refuse(error, request)
    }
    timing.end(status: response.fixed.status.code)
    return .now(response)
  }

  /// Answers in a task, because the store is asked. `counted` is told of the answer before anybody
  /// has it.
  private func later(
    _ request: HTTPRequest, on loop: any EventLoop,
    _ body: @escaping @Sendable () async throws(Problem) -> HTTPResponse,
    counted: @escaping @Sendable (HTTPResponse, ProblemCode?) -> Void
  ) -> HTTPReply {
    let promise = loop.makePromise(of: HTTPResponse.self)
    let task = Task {
      let response: HTTPResponse
      var code: ProblemCode?
      do throws(Problem) {
        response = try await body()
      } catch {
        response = self.refuse(error, request)
        code = error.knownCode
      }
      counted(response, code)
      promise.succeed(response)
    }
    // What was handed to the committer is done all the same; a long walk stops.
    return .later(promise.futureResult, cancel: { task.cancel() })
  }

  /// HEAD is answered as GET; the engine leaves the body out.
  private func match(_ head: RequestHead) -> RouteMatch {
    let method = head.method == .HEAD ? "GET" : head.method.rawValue
    return RouteMatch(method: method, path: String(head.path))
  }

  /// Another role's route does not exist here, and that somebody tried is in the audit log.
  private func refuseRoute(
    _ route: Route, _ request: HTTPRequest, _ loop: any EventLoop
  ) -> HTTPReply {
    later(request, on: loop) { () async throws(Problem) in
      let context = RequestContext(requestID: request.id.description)
      do throws(SignetError) {
        let operation = RefuseRoute(route: "\(route.method.rawValue) \(route.template)")
        try await self.service.perform(
          operation, as: Principal(request.peer), context: context)
        throw SignetError.routeRefused
      } catch {
        throw Problem(error)
      }
    } counted: { [meter] _, code in
      if let code { meter.refused(code) }
    }
  }

  private func methodNotAllowed(_ routes: [Route], _ request: HTTPRequest) -> HTTPResponse {
    let methods = routes.map(\.method.rawValue).sorted().joined(separator: ", ")
    var response = refuse(
      Problem(.methodNotAllowed, detail: "this path takes \(methods)"), request)
    response.headers.append(("Allow", methods))
    return response
  }

  public func response(to refusal: EngineRefusal, requestID: RequestID) -> HTTPResponse {
    let problem = Problem(refusal)
    if let code = problem.knownCode { meter.refused(code) }
    return problem.response(requestID: requestID)
  }

  func refuse(_ problem: Problem, _ request: HTTPRequest) -> HTTPResponse {
    problem.response(requestID: request.id)
  }
}

extension Role {
  init(_ socket: SocketRole) {
    switch socket {
    case .admin: self = .admin
    case .verifier: self = .verifier
    case .audit: self = .auditor
    }
  }
}

extension Principal {
  /// The peer, as the core knows it.
  init(_ peer: Peer) {
    let role: Principal.Role =
      switch peer.socket {
      case .admin: .admin
      case .verifier: .verifier
      case .audit: .auditor
      }
    self.init(
      uid: peer.uid, gid: peer.gid, user: peer.userName, group: peer.groupName, pid: peer.pid,
      role: role)
  }
}
