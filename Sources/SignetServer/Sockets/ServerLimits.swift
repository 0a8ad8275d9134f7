public import NIOCore

/// What one connection may cost, and how many there may be on one socket. The defaults are those
/// of the API's documentation.
public struct ServerLimits: Sendable {
  /// Bytes of request line, header names and header values together.
  public var headerBytes = 16 * 1024
  /// Fields of one request's header, trailers included.
  public var headerFields = 100
  /// Bytes of a body where the handler names no other limit.
  public var bodyBytes = 64 * 1024
  /// Bytes of all bodies of one socket that are on their way or being worked on; a quarter of them
  /// for one uid, but all for uid 0.
  public var bodyBytesInProgress = 64 * 1024 * 1024
  /// From the first byte of a request to its last.
  public var requestTime = TimeAmount.seconds(10)
  /// Without a request in progress, and without progress of an answer.
  public var idleTime = TimeAmount.seconds(75)
  /// From a piece of a stream that the client's socket does not take to its end: who reads so slowly
  /// is dropped, and begins anew.
  public var writeTime = TimeAmount.seconds(10)
  /// Of a connection. A member removed from a group is out by then.
  public var connectionLife = TimeAmount.hours(1)
  /// How long a refused client's remaining bytes are read and thrown away, so that it sees the
  /// answer instead of a broken pipe.
  public var lingerTime = TimeAmount.seconds(1)
  /// How long an idle connection stays open when the daemon stops, so that a request that is on its
  /// way is still answered.
  public var drainTime = TimeAmount.milliseconds(100)
  /// The same for one on which nothing was asked yet.
  public var firstRequestTime = TimeAmount.seconds(2)
  /// Answers to waiting requests of one connection, or pieces of its stream, before others of its
  /// event loop are served: with thousands of connections that each send many requests at once,
  /// nobody must wait for all of them, least of all the watchdog's probe.
  public var answersInTurn = 4
  /// Complete requests of one connection that wait for their turn. It holds what one read can
  /// bring, so back-pressure works before it is reached; only a client that sends much and then
  /// shuts its side reaches it, and is answered up to here.
  public var waitingRequests = 384
  /// Connections of one socket at the same time.
  public var connections = 64
  /// How many of them only uid 0 can take.
  public var connectionsForRoot = 8
  /// How many of them one uid can take.
  public var connectionsPerUser = 32
  /// Refused connections that are told so at the same time. The others are just closed.
  public var refusalsInProgress = 64

  /// The defaults of every socket but the verifiers'.
  public init() {}

  /// The defaults of a role.
  public init(for role: SocketRole) {
    switch role {
    case .admin, .audit: ()
    case .verifier:
      connections = 8192
      connectionsForRoot = 0
      connectionsPerUser = 4096
    }
  }

  /// The shortest span after which a connection's deadlines must be looked at again: no deadline
  /// set meanwhile can be nearer.
  var shortestTime: TimeAmount { min(requestTime, idleTime, writeTime, connectionLife) }
}
