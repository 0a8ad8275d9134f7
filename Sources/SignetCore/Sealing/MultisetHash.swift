import SignetCrypto

/// A keyed hash of a set of rows that follows each change at the cost of one row: the sum, modulo
/// 2²⁵⁶, of a pseudo-random number for each. It finds a row put back from an older copy, which its
/// seal alone does not.
///
/// Source: Clarke et al., "Incremental Multiset Hash Functions", 2003 (MSet-Add-Hash).
struct MultisetHash: Equatable, Sendable {
  static let empty = MultisetHash(limbs: [0, 0, 0, 0])

  /// Least significant first.
  private var limbs: [UInt64]

  private init(limbs: [UInt64]) { self.limbs = limbs }

  mutating func add(_ element: Element) {
    var carry = false
    for place in 0..<4 {
      let (sum, first) = limbs[place].addingReportingOverflow(element.limbs[place])
      let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
      limbs[place] = total
      carry = first || second
    }
  }

  mutating func remove(_ element: Element) {
    var borrow = false
    for place in 0..<4 {
      let (difference, first) = limbs[place].subtractingReportingOverflow(element.limbs[place])
      let (total, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
      limbs[place] = total
      borrow = first || second
    }
  }

  mutating func replace(_ old: Element?, by new: Element?) {
    if let old { remove(old) }
    if let new { add(new) }
  }

  /// The number that stands for one row at one revision.
  struct Element: Equatable, Sendable {
    fileprivate let limbs: [UInt64]
  }

  enum Table: String, Sendable {
    case workspace, reservation, tombstone
  }

  func encode(into writer: inout CanonicalWriter) {
    for limb in limbs { writer.write(limb) }
  }

  init(from reader: inout CanonicalReader) throws(CryptoError) {
    limbs = []
    for _ in 0..<4 { limbs.append(try reader.uint64()) }
  }
}

extension MultisetHash.Element {
  init(
    table: MultisetHash.Table, key: [[UInt8]], revision: UInt64, mac: HMACSHA256
  ) throws(CryptoError) {
    var writer = CanonicalWriter(domain: "signet row set v1")
    writer.write(table.rawValue)
    for part in key { writer.write(part) }
    writer.write(revision)
    let tag = try mac.tag(of: writer.bytes)
    limbs = stride(from: 0, to: 32, by: 8).map { start in
      tag[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
