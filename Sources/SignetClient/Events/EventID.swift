/// Where a stream of events is: `<epoch>.<revision>`. What `Last-Event-ID` names, to resume after it.
public struct EventID: Sendable, Hashable {
  public let epoch: String
  public let revision: UInt64

  public init(epoch: String, revision: UInt64) {
    self.epoch = epoch
    self.revision = revision
  }

  /// Nothing where the text is not an epoch, a point and a number without a leading zero.
  public init?(_ text: String) {
    guard let point = text.lastIndex(of: "."), point != text.startIndex,
      let revision = UInt64(text[text.index(after: point)...])
    else { return nil }
    self.init(epoch: String(text[..<point]), revision: revision)
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }

  public var text: String { "\(epoch).\(revision)" }
}
