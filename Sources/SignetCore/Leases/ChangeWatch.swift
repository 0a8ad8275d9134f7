/// Somebody who is called when there may be something new to tell. Held by who watches; it ends with
/// `cancel`, or with the last reference.
public final class ChangeWatch: Sendable {
  private let end: @Sendable () -> Void

  init(end: @escaping @Sendable () -> Void) { self.end = end }

  deinit { end() }

  /// No call begins after this returns; one may be under way.
  public func cancel() { end() }
}
