import SignetCore

/// How far a reader has come, as the `id` of an event says it and `Last-Event-ID` gives it back:
/// `<epoch>.<revision>`.
struct EventID: Equatable, Sendable {
  let epoch: String
  let revision: UInt64

  init(_ epoch: Epoch, _ revision: UInt64) {
    self.epoch = epoch.description
    self.revision = revision
  }

  /// Nil unless `text` is as an event had it: any epoch, and a number as it is written here.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == Self.epochLength,
      parts[0].utf8.allSatisfy(Self.isBase64URL), let revision = UInt64(parts[1]),
      String(revision) == parts[1]
    else { return nil }
    epoch = String(parts[0])
    self.revision = revision
  }

  var text: String { "\(epoch).\(revision)" }

  private static let epochLength = 22

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}
