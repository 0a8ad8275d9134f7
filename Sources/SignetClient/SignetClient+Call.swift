import NIOHTTP1
import SignetAPI

extension SignetClient {
  /// Calls a route and decodes its answer. A status of 400 or above is `ClientError.problem`. `wait`
  /// is how long the daemon was asked to wait, and comes on top of the time-out.
  func call<Message: Decodable & Sendable>(
    _ route: Route, _ parameters: PathParameters = PathParameters(), query: [QueryItem] = [],
    body: (any Encodable & Sendable)? = nil, options: CallOptions = .none,
    headers: [(name: String, value: String)] = [], wait: APIDuration? = nil,
    as type: Message.Type
  ) async throws(ClientError) -> Answer<Message> {
    var request = try request(route, parameters, query, body, options, headers)
    if let wait { request.wait = .seconds(wait.seconds) }
    let response = try await exchange(request)
    return try Self.answer(response, as: type)
  }

  func request(
    _ route: Route, _ parameters: PathParameters, _ query: [QueryItem],
    _ body: (any Encodable & Sendable)?, _ options: CallOptions,
    _ headers: [(name: String, value: String)]
  ) throws(ClientError) -> ClientRequest {
    var request = ClientRequest(
      method: route.method.rawValue, target: route.target(parameters, query: query))
    var fields = headers
    if let body {
      do {
        request.body = try MessageEncoding.bytes(body)
      } catch {
        throw .protocolViolation("the request cannot be written as JSON")
      }
      let type = route == .updateSettings ? MediaType.mergePatch : MediaType.json
      fields.append(("Content-Type", type))
    } else if route.method == .post {
      request.body = []
    }
    let optional = [
      (HeaderName.idempotencyKey, options.idempotencyKey), (HeaderName.ifMatch, options.ifMatch),
      (HeaderName.onBehalfOf, configuration.onBehalfOf), (HeaderName.reason, configuration.reason),
    ]
    for case (let name, let value?) in optional {
      guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
        throw .protocolViolation("\(name) may not hold control characters")
      }
      fields.append((name, value))
    }
    request.headers = fields
    return request
  }

  static func answer<Message: Decodable & Sendable>(
    _ response: ClientResponse, as type: Message.Type
  ) throws(ClientError) -> Answer<Message> {
    let requestID = response.headers.first(name: HeaderName.requestID)
    guard (200..<300).contains(response.status) else { throw failure(response) }
    do {
      return Answer(
        message: try MessageDecoding.decode(type, from: response.body), body: response.body,
        eTag: response.headers.first(name: HeaderName.eTag), requestID: requestID)
    } catch {
      throw .protocolViolation(
        "the answer is not what this client expects at \"\(error.pointer)\": \(error.detail)")
    }
  }

  /// What an answer with a status of 400 or above says.
  static func failure(_ response: ClientResponse) -> ClientError {
    guard var problem = try? MessageDecoding.decode(Problem.self, from: response.body) else {
      return .protocolViolation("status \(response.status) without a problem that says why")
    }
    problem.requestID =
      problem.requestID ?? response.headers.first(name: HeaderName.requestID)
    return .problem(problem)
  }
}
