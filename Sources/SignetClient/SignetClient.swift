import SignetAPI

/// A client of one of the daemon's sockets. It keeps one connection and has one request on it at a
/// time; further calls wait their turn, also behind one that was asked to `wait`. One method a route, in `Calls/`.
public actor SignetClient {
  public nonisolated let configuration: ClientConfiguration

  private var connection: Connection?
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  public init(_ configuration: ClientConfiguration) {
    self.configuration = configuration
  }

  /// Ends the connection; a later call opens another.
  public func close() async {
    await connection?.close()
    connection = nil
  }

  /// Sends a request and gives what came back, whatever its status. A kept connection that the
  /// daemon has closed meanwhile is replaced once, and only if no byte of an answer had come.
  func exchange(_ request: ClientRequest) async throws(ClientError) -> ClientResponse {
    await turn()
    defer { next() }
    var wasSent = false
    if let kept = connection, kept.isActive {
      do {
        return try await kept.exchange(request, configuration)
      } catch .closedUnanswered {
        connection = nil
        wasSent = true
      } catch {
        connection = nil
        throw error.clientError(configuration)
      }
    }
    let fresh: Connection
    do {
      fresh = try await Connection.open(configuration)
    } catch {
      // What the first sending did is unknown, and the caller must not think that it did nothing.
      throw wasSent ? .connectionLost(path: configuration.socketPath) : error
    }
    connection = fresh
    do {
      return try await fresh.exchange(request, configuration)
    } catch {
      connection = nil
      throw error.clientError(configuration)
    }
  }

  private func turn() async {
    guard isBusy else {
      isBusy = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func next() {
    if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
  }
}
