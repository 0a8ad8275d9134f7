import NIOHTTP1
public import SignetAPI

extension SignetClient {
  /// The daemon's health, as much as this socket's role may know.
  public func showStatus() async throws(ClientError) -> Answer<Status> {
    try await call(.showStatus, as: Status.self)
  }

  /// The daemon's metrics, as OpenMetrics text. On the audit socket.
  public func showMetrics() async throws(ClientError) -> String {
    let response = try await exchange(
      try request(.showMetrics, PathParameters(), [], nil, .none, []))
    guard response.status == 200 else { throw Self.failure(response) }
    guard response.headers.first(name: "Content-Type") == MediaType.openMetrics,
      let text = String(validating: response.body, as: UTF8.self)
    else { throw .protocolViolation("the metrics are not OpenMetrics 1.0") }
    return text
  }
}
