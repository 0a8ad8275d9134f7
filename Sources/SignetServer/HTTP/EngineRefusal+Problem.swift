import NIOCore
import NIOHTTP1

extension EngineRefusal {
  /// The code, title and next step of the default rendering.
  private var words: (code: String, title: String, detail: String) {
    switch self {
    case .malformedRequest(let fault):
      ("malformed_request", "The request cannot be read", fault.rawValue)
    case .browserRequest:
      (
        "browser_request", "Browsers are not served",
        "send no Origin, Referer or Sec-Fetch-Site; this socket is for programs"
      )
    case .headerTooLarge(let limit):
      ("header_too_large", "The header is too large", "at most \(limit) bytes are read")
    case .bodyTooLarge(let limit):
      ("body_too_large", "The body is too large", "at most \(limit) bytes are read here")
    case .expectationFailed:
      ("expectation_failed", "The expectation is not known", "only 100-continue is")
    case .requestTimeout:
      ("request_timeout", "The request took too long", "send it whole, without a pause")
    case .tooManyConnections:
      ("unavailable", "The socket has no connection left", "close idle ones, or try again later")
    case .tooManyConnectionsOfUser:
      ("too_many_connections", "Your uid has no connection left", "close idle ones, or reuse them")
    case .handlerFailed:
      ("internal", "The request failed inside the daemon", "look for its id in the daemon's log")
    }
  }

  /// The refusal as application/problem+json. Source: RFC 9457.
  func problem(requestID: RequestID) -> HTTPResponse {
    // No text here comes from the request and none needs escaping.
    let (code, title, detail) = words
    let body = ByteBuffer(
      string: """
        {"type":"urn:signet:error:\(code)","code":"\(code)","title":"\(title)",\
        "status":\(status),"detail":"\(detail)","requestId":"\(requestID)"}
        """)
    let retry: [(name: String, value: String)]
    switch self {
    case .tooManyConnections, .tooManyConnectionsOfUser: retry = [("Retry-After", "1")]
    case .malformedRequest, .browserRequest, .headerTooLarge, .bodyTooLarge, .expectationFailed,
      .requestTimeout, .handlerFailed:
      retry = []
    }
    return HTTPResponse(
      status: HTTPResponseStatus(statusCode: Int(status)), contentType: "application/problem+json",
      headers: retry, body: body)
  }
}
