import SignetAudit
import SignetCrypto
import Testing

/// Walks all of `rows` from the start of `epoch`, as the daemon and an auditor do.
func walk(_ rows: [Row], meeting head: AuditHead? = nil) throws {
  var chain = AuditChain(after: try .start(epoch: epoch), meeting: head)
  for row in rows {
    try chain.accept(sequence: row.sequence, encodedEntry: row.entry, storedLink: row.link)
  }
  try chain.finish()
}

func head(_ row: Row) -> AuditHead { AuditHead(sequence: row.sequence, link: row.link) }

@Suite("The walk along the log")
struct AuditChainTests {
  @Test("a log that nobody touched is found whole, with and without a head")
  func whole() throws {
    let rows = try rows(10)
    try walk(rows)
    try walk(rows, meeting: head(rows[9]))
    try walk([])
    try walk([], meeting: .start(epoch: epoch))
  }

  @Test("the walk answers each entry and where it stands")
  func answers() throws {
    var chain = AuditChain(after: try .start(epoch: epoch))
    for row in try rows(10) {
      let entry = try chain.accept(
        sequence: row.sequence, encodedEntry: row.entry, storedLink: row.link)
      #expect(entry == sampleEntry(sequence: row.sequence))
      #expect(chain.reached == head(row))
    }
  }

  @Test("a log that grew since its head was noted is still whole", arguments: [0, 4, 9])
  func grown(noted: Int) throws {
    let rows = try rows(10)
    try walk(rows, meeting: head(rows[noted]))
  }

  @Test("a walk can start in the middle, from a head that is trusted")
  func middle() throws {
    let rows = try rows(10)
    var chain = AuditChain(after: head(rows[4]), meeting: head(rows[9]))
    for row in rows[5...] {
      try chain.accept(sequence: row.sequence, encodedEntry: row.entry, storedLink: row.link)
    }
    try chain.finish()
  }

  @Test("from a wrong link the very next entry is altered")
  func wrongStart() throws {
    let rows = try rows(10)
    var chain = AuditChain(after: AuditHead(sequence: 5, link: rows[3].link))
    #expect(throws: AuditChainError.altered(sequence: 6)) {
      try chain.accept(sequence: 6, encodedEntry: rows[5].entry, storedLink: rows[5].link)
    }
  }

  @Test("a log of another epoch is altered from its first entry on")
  func otherEpoch() throws {
    let rows = try rows(3, epoch: [1])
    #expect(throws: AuditChainError.altered(sequence: 1)) { try walk(rows) }
  }

  @Test("a walk that never comes by its head does not pass")
  func headNotWalked() throws {
    let rows = try rows(10)
    let start = head(rows[4])
    let before = AuditChain(after: start, meeting: head(rows[2]))
    #expect(throws: AuditChainError.replaced(sequence: 3)) { try before.finish() }
    let beside = AuditChain(after: start, meeting: AuditHead(sequence: 5, link: rows[5].link))
    #expect(throws: AuditChainError.replaced(sequence: 5)) { try beside.finish() }
  }

  @Test("an entry that was refused moves nothing: the right one is still accepted")
  func refusalMovesNothing() throws {
    let rows = try rows(2)
    var chain = AuditChain(after: try .start(epoch: epoch))
    #expect(throws: AuditChainError.missing(sequence: 1)) {
      try chain.accept(sequence: 2, encodedEntry: rows[1].entry, storedLink: rows[1].link)
    }
    #expect(chain.reached.sequence == 0)
    try chain.accept(sequence: 1, encodedEntry: rows[0].entry, storedLink: rows[0].link)
    #expect(chain.reached == head(rows[0]))
  }

  @Test("the last sequence there is ends the log without a trap")
  func lastSequence() throws {
    let rows = try rows(1)
    let end = AuditHead(sequence: .max, link: rows[0].link)
    var chain = AuditChain(after: end, meeting: end)
    #expect(throws: AuditChainError.reordered(sequence: 0, found: 1)) {
      try chain.accept(sequence: 1, encodedEntry: rows[0].entry, storedLink: rows[0].link)
    }
    try chain.finish()
  }
}
