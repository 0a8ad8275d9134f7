import NIOHTTP1

/// A request as it goes onto the wire, but for the headers that every request has.
struct ClientRequest: Sendable {
  var method: String
  var target: String
  var headers: [(name: String, value: String)] = []
  var body: [UInt8]?
  /// How long the daemon may take before it answers, because it was asked to.
  var wait = Duration.zero
  /// Is told each piece of the body of a successful answer as it comes, on the event loop.
  var onPiece: (@Sendable ([UInt8]) -> Void)?

  func head(_ configuration: ClientConfiguration) -> HTTPRequestHead {
    var fields = HTTPHeaders([("Host", "signet")])
    fields.add(contentsOf: headers)
    if let body { fields.add(name: "Content-Length", value: String(body.count)) }
    return HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: method), uri: target, headers: fields)
  }
}

/// What came back.
struct ClientResponse: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: [UInt8]
}
