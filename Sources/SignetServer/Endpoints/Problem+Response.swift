import NIOCore
import NIOHTTP1
import SignetAPI
import SignetCore

extension Problem {
  static func parameter(_ name: String, _ detail: String) -> Problem {
    Problem(
      .invalidParameter, detail: "\(name): \(detail)",
      members: ["parameter": .string(name)])
  }

  static func header(_ name: String, _ detail: String) -> Problem {
    Problem(
      .invalidParameter, detail: "\(name): \(detail)",
      members: ["header": .string(name)])
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
}
