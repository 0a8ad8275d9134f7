import SignetCrypto
import SignetTokens

/// The sealed usage of a workspace, in a column of its own beside the record.
struct StoredUsage: Equatable, Sendable {
  var counts = UsageCounts()
  /// The last part that was merged in: a part whose commit had an unknown outcome is not counted
  /// twice when it is written again.
  var mark: UsageMark?

  /// Adds a part, unless it is in there already. Answers whether it was new.
  mutating func merge(_ part: MarkedCounts) -> Bool {
    guard mark != part.mark else { return false }
    counts.merge(part.counts)
    mark = part.mark
    return true
  }
}

/// Names a part for ever: who wrote it, and which of its parts it is.
struct UsageMark: Equatable, Sendable {
  /// A number of the process, drawn at its start.
  let session: UInt64
  let number: UInt64
}

/// A part that is on its way to the disk.
struct MarkedCounts: Equatable, Sendable {
  let mark: UsageMark
  let counts: UsageCounts
}

// Format 1; a later format is read beside it, never instead.
extension StoredUsage {
  private static let format: UInt8 = 1

  func encode() -> [UInt8] {
    var writer = CanonicalWriter(capacity: 256 + counts.versions.count * 128)
    writer.write(Self.format)
    writer.write(mark) { writer, mark in
      writer.write(mark.session)
      writer.write(mark.number)
    }
    writer.write(UInt32(counts.versions.count))
    for version in counts.versions {
      writer.write(version.kid.text)
      version.usage.encode(into: &writer)
    }
    counts.hours.encode(into: &writer)
    writer.write(counts.lastAnonymousFetch?.milliseconds)
    writer.write(counts.gap) { writer, gap in gap.encode(into: &writer) }
    return writer.bytes
  }

  /// Throws `CryptoError.malformedEncoding`.
  init(decoding bytes: UnsafeRawBufferPointer) throws(CryptoError) {
    var reader = CanonicalReader(bytes)
    guard try reader.uint8() == Self.format else { throw .malformedEncoding }
    mark = try reader.optional { (reader) throws(CryptoError) in
      UsageMark(session: try reader.uint64(), number: try reader.uint64())
    }
    counts = UsageCounts(
      versions: try reader.list { (reader) throws(CryptoError) in
        UsageCounts.Version(kid: try reader.keyID(), usage: try VersionUsage(from: &reader))
      },
      hours: try HourlyCounts(from: &reader), lastAnonymousFetch: try reader.optionalTimestamp(),
      gap: try reader.optional { (reader) throws(CryptoError) in try UsageGap(from: &reader) })
    try reader.finish()
  }
}

extension VersionUsage {
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(count)
    writer.write(lastUsedAt?.milliseconds)
    writer.write(lastUsedBy)
    writer.write(newestIssuedAt?.milliseconds)
    writer.write(latestExpiry?.milliseconds)
    writer.write(lastEndlessAt?.milliseconds)
    writer.write(lastRefusedAt?.milliseconds)
  }

  fileprivate init(from reader: inout CanonicalReader) throws(CryptoError) {
    self.init(
      count: try reader.uint64(), lastUsedAt: try reader.optionalTimestamp(),
      lastUsedBy: try reader.optional { (reader) throws(CryptoError) in try reader.string() },
      newestIssuedAt: try reader.optionalTimestamp(),
      latestExpiry: try reader.optionalTimestamp(),
      lastEndlessAt: try reader.optionalTimestamp(),
      lastRefusedAt: try reader.optionalTimestamp())
  }
}

extension HourlyCounts {
  /// Only what was counted, each behind its kind's number.
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(UInt32(hours.count))
    for hour in hours {
      writer.write(hour.number)
      let counted = hour.counts.enumerated().filter { $0.element > 0 }
      writer.write(UInt32(counted.count))
      for (kind, count) in counted {
        writer.write(UInt8(kind))
        writer.write(count)
      }
    }
  }

  fileprivate init(from reader: inout CanonicalReader) throws(CryptoError) {
    let hours = try reader.list { (reader) throws(CryptoError) in
      let number = try reader.int64()
      var counts = [UInt64](repeating: 0, count: TokenKind.all.count)
      for _ in 0..<(try reader.uint32()) {
        let kind = Int(try reader.uint8())
        guard counts.indices.contains(kind) else { throw .malformedEncoding }
        counts[kind] = try reader.uint64()
      }
      return Hour(number: number, counts: counts)
    }
    guard let counts = HourlyCounts(hours: hours) else { throw .malformedEncoding }
    self = counts
  }
}

extension CanonicalReader {
  mutating func optionalTimestamp() throws(CryptoError) -> Timestamp? {
    try optional { (reader) throws(CryptoError) in try reader.timestamp() }
  }
}
