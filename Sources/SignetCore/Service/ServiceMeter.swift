public import SignetTokens

/// Counts what the service does. It is called where the work is done, so it must neither wait nor
/// throw, and on the way of a verdict it must not allocate either.
public protocol ServiceMeter: Sendable {
  /// A transaction that wrote something is on the disk. On the committer's thread, before anybody
  /// is answered.
  ///
  /// - Parameters:
  ///   - operations: how many of those that shared it changed something.
  ///   - duration: from its beginning until the store said that it is durable.
  func committed(operations: Int, in duration: Duration)

  /// A transaction could not be made durable. `outcomeIsKnown`: nothing of it was kept; else only
  /// reopening the store tells. On the committer's thread.
  func commitFailed(outcomeIsKnown: Bool)

  /// A token was judged, on the thread that asked.
  func judged(_ verdict: TokenVerdict)
}
