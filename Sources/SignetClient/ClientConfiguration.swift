public import SignetAPI

/// Where a client connects and what it says with every request.
public struct ClientConfiguration: Sendable, Hashable {
  /// The socket's path.
  public var socketPath: String
  /// What the socket is for; decides the group named in `ClientError.notPermitted`.
  public var role: Role
  /// How long nothing may be heard of an answer.
  public var timeout: Duration
  /// The human on whose behalf a backend acts (`user:alice@example.com`).
  public var onBehalfOf: String?
  /// Why an admin does it.
  public var reason: String?
  /// Bytes that an answer's body may have.
  public var largestAnswer: Int

  public init(
    socketPath: String, role: Role, timeout: Duration = .seconds(30), onBehalfOf: String? = nil,
    reason: String? = nil, largestAnswer: Int = 16 * 1024 * 1024
  ) {
    self.socketPath = socketPath
    self.role = role
    self.timeout = timeout
    self.onBehalfOf = onBehalfOf
    self.reason = reason
    self.largestAnswer = largestAnswer
  }

  /// The role's socket below the daemon's runtime directory.
  public init(directory: String, role: Role) {
    let slash = directory.hasSuffix("/") ? "" : "/"
    self.init(socketPath: directory + slash + role.socketPath, role: role)
  }
}
