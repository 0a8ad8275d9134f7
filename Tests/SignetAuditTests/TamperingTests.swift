import SignetAudit
import SignetCrypto
import Testing

/// Something done to a log of ten entries, and the error that must name the first bad sequence.
struct Tampering: CustomTestStringConvertible {
  let testDescription: String
  let error: AuditChainError
  let apply: @Sendable ([Row]) throws -> [Row]

  init(
    _ description: String, _ error: AuditChainError,
    _ apply: @escaping @Sendable ([Row]) throws -> [Row]
  ) {
    testDescription = description
    self.error = error
    self.apply = apply
  }
}

/// `rows` with `change` applied.
private func edit(_ rows: [Row], _ change: (inout [Row]) throws -> Void) rethrows -> [Row] {
  var rows = rows
  try change(&rows)
  return rows
}

private func rewritten(sequence: UInt64) -> [UInt8] {
  var entry = sampleEntry(sequence: sequence)
  entry.reason = "something else"
  return entry.encoded()
}

@Suite("Tampering with the log is noticed and located")
struct TamperingTests {
  /// Done without a way to make links fit. Noticed without a head.
  static let withoutForging: [Tampering] = [
    Tampering("a text of an entry is altered", .altered(sequence: 4)) { rows in
      edit(rows) { $0[3].entry = rewritten(sequence: 4) }
    },
    Tampering("the salt of an entry is altered", .altered(sequence: 4)) { rows in
      edit(rows) { $0[3].entry[30] ^= 1 }
    },
    Tampering("an entry is made unreadable", .altered(sequence: 4)) { rows in
      edit(rows) { $0[3].entry = [] }
    },
    Tampering("the link beside an entry is altered", .altered(sequence: 4)) { rows in
      try edit(rows) { $0[3].link = try AuditLink([UInt8](repeating: 0, count: 32)) }
    },
    Tampering("the first entry is altered", .altered(sequence: 1)) { rows in
      edit(rows) { $0[0].entry = rewritten(sequence: 1) }
    },
    Tampering("the last entry is altered", .altered(sequence: 10)) { rows in
      edit(rows) { $0[9].entry = rewritten(sequence: 10) }
    },
    Tampering("an entry is altered and its own link forged", .altered(sequence: 5)) { rows in
      try edit(rows) {
        $0[3].entry = rewritten(sequence: 4)
        $0[3].link = try $0[2].link.next($0[3].entry)
      }
    },
    Tampering("an entry is deleted", .missing(sequence: 4)) { rows in
      edit(rows) { $0.remove(at: 3) }
    },
    Tampering("the first entry is deleted", .missing(sequence: 1)) { rows in
      edit(rows) { $0.removeFirst() }
    },
    Tampering(
      "an entry is deleted and the rows renumbered", .reordered(sequence: 4, found: 5)
    ) { rows in
      edit(rows) {
        $0.remove(at: 3)
        for index in $0.indices { $0[index].sequence = UInt64(index + 1) }
      }
    },
    Tampering(
      "two entries change places, with their links", .reordered(sequence: 4, found: 5)
    ) { rows in
      edit(rows) {
        $0.swapAt(3, 4)
        ($0[3].sequence, $0[4].sequence) = (4, 5)
      }
    },
    Tampering("two rows change places", .missing(sequence: 4)) { rows in
      edit(rows) { $0.swapAt(3, 4) }
    },
    Tampering("an entry is there twice", .reordered(sequence: 5, found: 4)) { rows in
      edit(rows) { $0.insert($0[3], at: 4) }
    },
    Tampering("an entry of old times comes back at the end", .reordered(sequence: 11, found: 3)) {
      rows in edit(rows) { $0.append($0[2]) }
    },
    Tampering(
      "an entry is inserted, rightly linked, and the rest moved up",
      .reordered(sequence: 5, found: 4)
    ) { rows in
      try edit(rows) {
        let entry = rewritten(sequence: 4)
        let link = try $0[2].link.next(entry)
        $0.insert(Row(sequence: 4, entry: entry, link: link), at: 3)
        for index in $0.indices { $0[index].sequence = UInt64(index + 1) }
      }
    },
    Tampering("an entry is appended without its link", .altered(sequence: 11)) { rows in
      edit(rows) { $0.append(Row(sequence: 11, entry: rewritten(sequence: 11), link: $0[9].link)) }
    },
  ]

  @Test("it is noticed without a head", arguments: withoutForging)
  func noticed(tampering: Tampering) throws {
    let rows = try tampering.apply(try rows(10))
    #expect(throws: tampering.error) { try walk(rows) }
  }

  @Test("a head changes nothing of what is reported", arguments: withoutForging)
  func noticedWithHead(tampering: Tampering) throws {
    let rows = try rows(10)
    let tampered = try tampering.apply(rows)
    #expect(throws: tampering.error) { try walk(tampered, meeting: head(rows[9])) }
  }

  /// Leaves a log that agrees with itself: only the head, kept elsewhere, gives it away.
  static let withForging: [Tampering] = [
    Tampering("the last entry is cut off", .cutOff(sequence: 10)) { rows in rows.dropLast(1) },
    Tampering("three entries are cut off", .cutOff(sequence: 8)) { rows in rows.dropLast(3) },
    Tampering("all entries are cut off", .cutOff(sequence: 1)) { _ in [] },
    Tampering("an entry is altered and all after it linked anew", .replaced(sequence: 10)) {
      rows in
      try relinked(edit(rows) { $0[3].entry = rewritten(sequence: 4) }, from: 3)
    },
    Tampering("the last entry is altered and linked anew", .replaced(sequence: 10)) { rows in
      try relinked(edit(rows) { $0[9].entry = rewritten(sequence: 10) }, from: 9)
    },
    Tampering("an entry is deleted, the rest numbered and linked anew", .cutOff(sequence: 10)) {
      rows in
      try relinked(
        (1...9).map { sequence in
          Row(
            sequence: sequence,
            entry: sequence < 4
              ? rows[Int(sequence) - 1].entry : sampleEntry(sequence: sequence).encoded(),
            link: rows[0].link)
        }, from: 0)
    },
    Tampering("the tail is replaced by a longer one", .replaced(sequence: 10)) { rows in
      try relinked(
        rows[..<8]
          + (9...12).map { sequence in
            Row(sequence: sequence, entry: rewritten(sequence: sequence), link: rows[0].link)
          }, from: 8)
    },
  ]

  @Test("it is noticed with a head", arguments: withForging)
  func noticedByHead(tampering: Tampering) throws {
    let rows = try rows(10)
    let tampered = try tampering.apply(rows)
    #expect(throws: tampering.error) { try walk(tampered, meeting: head(rows[9])) }
  }

  @Test(
    "without a head it cannot be noticed: that is what checkpoints are for",
    arguments: withForging)
  func unnoticed(tampering: Tampering) throws {
    let tampered = try tampering.apply(try rows(10))
    #expect(throws: Never.self) { try walk(tampered) }
  }

  @Test("bytes that are no entry are malformed even where they are linked")
  func malformed() throws {
    let rows = try rows(10)
    for (bytes, error): ([UInt8], AuditEncodingError) in [
      ([], .malformed), (rows[3].entry.dropLast(), .malformed),
      (Array(rows[3].entry) + [0], .malformed),
      (Array("\0\0\0\u{01}x".utf8), .foreign),
    ] {
      let forged = try relinked(edit(rows) { $0[3].entry = Array(bytes) }, from: 3)
      #expect(throws: AuditChainError.malformed(sequence: 4, error)) { try walk(forged) }
    }
  }

  @Test("any flipped bit of an entry is located at its sequence")
  func flippedBits() throws {
    let rows = try rows(3)
    for bit in 0..<rows[1].entry.count * 8 {
      let tampered = edit(rows) { $0[1].entry[bit / 8] ^= 1 << UInt8(bit % 8) }
      do {
        try walk(tampered)
        Issue.record("bit \(bit) went unnoticed")
      } catch let error as AuditChainError {
        #expect(error.sequence == 2, "bit \(bit)")
      }
    }
  }
}
