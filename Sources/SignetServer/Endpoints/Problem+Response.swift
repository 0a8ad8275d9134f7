import NIOCore
import NIOHTTP1
import SignetAPI
import SignetCore

extension Problem {
  static func parameter(_ name: String, _ detail: String) -> Problem {
    Problem(
      .invalidParameter, detail: "\(name): \(detail)",
      members: JSONObject([.init("parameter", .string(name))]))
  }

  static func header(_ name: String, _ detail: String) -> Problem {
    Problem(
      .invalidParameter, detail: "\(name): \(detail)",
      members: JSONObject([.init("header", .string(name))]))
  }

  func response(requestID: RequestID) -> HTTPResponse {
    var problem = self
    problem.requestID = requestID.description
    // A problem has no number that JSON cannot say, so encoding it cannot fail; if it ever did,
    // the status alone still says what matters.
    let body = (try? MessageEncoding.bytes(problem)) ?? []
    var headers: [(name: String, value: String)] = []
    if status == 429 || status == 503 { headers.append(("Retry-After", "1")) }
    return HTTPResponse(
      status: HTTPResponseStatus(statusCode: status), contentType: MediaType.problem,
      headers: headers, body: ByteBuffer(bytes: body))
  }

  init(_ refusal: EngineRefusal) {
    switch refusal {
    case .malformedRequest(let fault): self.init(.invalidHTTP, detail: fault.rawValue)
    case .browserRequest:
      self.init(
        .browserRequest,
        detail: "send no Origin, Referer or Sec-Fetch-Site: this socket is for programs")
    case .headerTooLarge(let limit):
      self.init(.headerTooLarge, detail: "at most \(limit) bytes of header are read")
    case .bodyTooLarge(let limit):
      self.init(.bodyTooLarge, detail: "at most \(limit) bytes are read here")
    case .expectationFailed:
      self.init(.expectationFailed, detail: "the only expectation known is 100-continue")
    case .requestTimeout:
      self.init(.requestTimeout, detail: "send the request whole, without a pause")
    case .tooManyConnections:
      self.init(.busy, detail: "the socket has no connection left: close idle ones, or try later")
    case .tooManyConnectionsOfUser:
      self.init(
        .tooManyRequests, detail: "your uid has no connection left: close idle ones, or reuse them")
    case .handlerFailed:
      self.init(.internalError, detail: "look for the request's id in the daemon's log")
    }
  }
}
