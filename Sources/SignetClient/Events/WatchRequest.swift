import SignetAPI

/// What a stream of events is asked for.
public struct WatchRequest: Sendable, Hashable {
  /// The verifier's own name for itself, 1–64 characters of plain text: required on the verifier
  /// socket, where the stream grants a lease, and refused on the admin socket, where it does not.
  public var verifier: String?
  /// The workspaces to hear of; empty for all.
  public var workspaces: [String]
  /// The lease whose place the new one takes, so that it does not stay until it runs out.
  public var replacing: String?
  /// Where the last stream was; its changes after that are told first.
  public var after: EventID?

  public init(
    verifier: String? = nil, workspaces: [String] = [], replacing: String? = nil,
    after: EventID? = nil
  ) {
    self.verifier = verifier
    self.workspaces = workspaces
    self.replacing = replacing
    self.after = after
  }

  var query: [QueryItem] {
    (verifier.map { [QueryItem("verifier", $0)] } ?? [])
      + workspaces.map { QueryItem("workspace", $0) }
  }

  var headers: [(name: String, value: String)] {
    [(HeaderName.lease, replacing), (HeaderName.lastEventID, after?.text)]
      .compactMap { name, value in value.map { (name, $0) } }
  }
}
