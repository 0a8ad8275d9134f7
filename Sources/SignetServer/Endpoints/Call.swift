import NIOCore
import NIOHTTP1
import SignetAPI
import SignetCore
import SignetCrypto

/// A request that has found its route: who asks, for what, with which headers. Everything about it
/// that can be wrong before the operation is known is refused here.
struct Call: Sendable {
  let route: Route
  let request: HTTPRequest
  let principal: Principal
  let context: RequestContext
  let query: Query
  private let parameters: PathParameters

  init(
    _ route: Route, _ parameters: PathParameters, _ request: HTTPRequest, role: SignetAPI.Role
  ) throws(Problem) {
    self.route = route
    self.parameters = parameters
    self.request = request
    principal = Principal(request.peer)
    query = try Query(request)
    try Self.checkMediaType(of: request, for: route)
    let headers = RequestHeaders(request.head)
    context = RequestContext(
      requestID: request.id.description,
      onBehalfOf: role == .admin ? try headers.text(HeaderName.onBehalfOf, atMost: 256) : nil,
      reason: role == .admin ? try headers.text(HeaderName.reason, atMost: 1024) : nil,
      idempotency: role == .admin ? try Self.idempotency(headers, route, request) : nil)
  }

  /// The id in the path.
  func workspace() throws(Problem) -> WorkspaceID {
    guard let id = WorkspaceID(parameters.workspace) else {
      throw .parameter("ws", "a workspace id is \(APILimits.workspaceInWords)")
    }
    return id
  }

  /// The version in the path.
  func version() throws(Problem) -> VersionSelector {
    switch SecretSelector(parameters.version) {
    case .version(let number): return .number(number)
    case .current: return .current
    case .retiring: return .retiring
    case nil:
      throw .parameter("version", "a version is a number from 1 on, current or retiring")
    }
  }

  /// The revision in the path.
  func revision() throws(Problem) -> UInt64 {
    guard let revision = UInt64(parameters.revision), String(revision) == parameters.revision
    else { throw .parameter("revision", "a revision is a number, as the answers have it") }
    return revision
  }

  /// The lease in the path.
  func leaseInPath() throws(Problem) -> LeaseID {
    guard let lease = LeaseID(parameters.lease) else {
      throw .parameter("lease", "give the lease as the stream's hello gave it")
    }
    return lease
  }

  /// The body as the route's message.
  func message<Message: Decodable>(_ type: Message.Type) throws(Problem) -> Message {
    do throws(MessageError) {
      return try MessageDecoding.decode(
        type, from: Array(request.body.readableBytesView), optional: route.bodyIsOptional)
    } catch {
      throw Problem(error)
    }
  }

  /// What `If-Match` says. Throws where it is missing and `required`.
  func precondition(required: Bool) throws(Problem) -> Precondition {
    let etags = try RequestHeaders(request.head).etags(HeaderName.ifMatch)
    switch etags {
    case .none where required:
      throw Problem(
        .preconditionRequired,
        detail: "send If-Match with the ETag of the workspace as you read it, or If-Match: *")
    case .none: return .none
    case .any: return .any
    case .list(let list): return .etags(list)
    }
  }

  private static func checkMediaType(
    of request: HTTPRequest, for route: Route
  ) throws(Problem) {
    guard request.body.readableBytes > 0 else { return }
    let types = request.headers["Content-Type"]
    guard types.count <= 1 else { throw .header("Content-Type", "send it once") }
    let type = types.first ?? ""
    let essence = type.prefix { $0 != ";" }.trimmingSuffix { $0 == " " }.lowercased()
    let accepted =
      route == .updateSettings ? [MediaType.mergePatch, MediaType.json] : [MediaType.json]
    guard accepted.contains(essence) else {
      throw Problem(
        .unsupportedMediaType,
        detail: "send Content-Type: \(accepted.joined(separator: " or "))")
    }
  }

  private static func idempotency(
    _ headers: RequestHeaders, _ route: Route, _ request: HTTPRequest
  ) throws(Problem) -> IdempotencyClaim? {
    guard let key = try headers.text(HeaderName.idempotencyKey, atMost: 255) else { return nil }
    guard !key.isEmpty else {
      throw .header(HeaderName.idempotencyKey, "give 1 to 255 characters")
    }
    var writer = CanonicalWriter(domain: "signet request v1")
    writer.write(String(request.path))
    writer.write(request.headers[canonicalForm: HeaderName.ifMatch].joined(separator: ","))
    writer.write(Array(request.body.readableBytesView))
    defer { writer.wipe() }
    do {
      return IdempotencyClaim(
        key: key, route: route.name, requestDigest: try SHA256.hash(writer.bytes))
    } catch {
      throw Problem(SignetError.unavailable(.crypto("\(error)")))
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, isDropped(last) { text.removeLast() }
    return text
  }
}
