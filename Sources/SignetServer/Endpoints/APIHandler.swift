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

  public init(service: SecretService, socket: SocketRole, about: About) {
    self.service = service
    role = Role(socket)
    self.about = about
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
      return .now(
        refuse(Problem(.notFound, detail: "see the list of routes in Docs/API.md"), request))
    case .methodNotAllowed(let routes):
      let allowed = routes.filter { $0.roles.contains(role) }
      // Where none of the path's routes is this role's, the path itself is another role's.
      guard !allowed.isEmpty else { return refuseRoute(routes[0], request, loop) }
      return .now(methodNotAllowed(allowed, request))
    case .route(let route, let parameters):
      guard route.roles.contains(role) else { return refuseRoute(route, request, loop) }
      return answer(route, parameters, request, loop)
    }
  }

  private func answer(
    _ route: Route, _ parameters: PathParameters, _ request: HTTPRequest, _ loop: any EventLoop
  ) -> HTTPReply {
    do throws(Problem) {
      let call = try Call(route, parameters, request, role: role)
      return try hotAnswer(to: call, on: loop)
        ?? later(request, on: loop) { () async throws(Problem) in try await self.answer(to: call) }
    } catch {
      return .now(refuse(error, request))
    }
  }

  /// Answers in a task, because the store is asked.
  func later(
    _ request: HTTPRequest, on loop: any EventLoop,
    _ body: @escaping @Sendable () async throws(Problem) -> HTTPResponse
  ) -> HTTPReply {
    let promise = loop.makePromise(of: HTTPResponse.self)
    let task = Task {
      do throws(Problem) {
        promise.succeed(try await body())
      } catch {
        promise.succeed(self.refuse(error, request))
      }
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
    }
  }

  private func methodNotAllowed(_ routes: [Route], _ request: HTTPRequest) -> HTTPResponse {
    let methods = routes.map(\.method.rawValue).sorted().joined(separator: ", ")
    var response = refuse(
      Problem(.methodNotAllowed, detail: "this path takes \(methods)"), request)
    response.headers.append(("Allow", methods))
    return response
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
