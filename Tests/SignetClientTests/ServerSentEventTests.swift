import Testing

@testable import SignetClient

@Suite("a stream of events") struct ServerSentEventTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let events: [ServerSentEvent]

    init(_ name: String, _ text: String, _ events: [ServerSentEvent]) {
      (self.name, self.text, self.events) = (name, text, events)
    }

    var testDescription: String { name }
  }

  static func event(_ data: String, type: String = "message", id: String = "") -> ServerSentEvent {
    ServerSentEvent(type: type, data: data, id: id)
  }

  // Those of the standard's §9.2.6 first.
  static let cases: [Case] = [
    Case("several lines of data", "data: YHOO\ndata: +2\ndata: 10\n\n", [event("YHOO\n+2\n10")]),
    Case(
      "a comment, ids, and an id that is taken back",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [event("first event", id: "1"), event("second event"), event(" third event")]),
    Case(
      "data without a value, and no end", "data\n\ndata\ndata\n\ndata:", [event(""), event("\n")]),
    Case("one space is left out", "data:test\n\ndata: test\n\n", [event("test"), event("test")]),
    Case("names", "event: keys\ndata: {}\n\ndata: x\n\n", [event("{}", type: "keys"), event("x")]),
    Case("an empty name is a message", "event:\ndata: x\n\n", [event("x")]),
    Case("carriage returns", "data: a\rdata: b\r\rdata: c\r\r", [event("a\nb"), event("c")]),
    Case("both ends", "data: a\r\n\r\ndata: b\r\n\r\n", [event("a"), event("b")]),
    Case("ends that differ", "data: a\r\n\ndata: b\n\r\n", [event("a"), event("b")]),
    Case("a byte order mark", "\u{FEFF}data: a\n\n", [event("a")]),
    Case("a second byte order mark", "data: a\n\u{FEFF}data: b\n\n", [event("a")]),
    Case(
      "an id stays", "id: e.7\ndata: a\n\ndata: b\n\n",
      [event("a", id: "e.7"), event("b", id: "e.7")]),
    Case("an id without data stays", "id: 9\n\ndata: b\n\n", [event("b", id: "9")]),
    Case("an id with NUL is none", "id: 9\nid: a\0b\ndata: b\n\n", [event("b", id: "9")]),
    Case("an event without data is none", "event: keys\n\ndata: x\n\n", [event("x")]),
    Case("unknown fields", "foo: bar\nfoo\nDATA: y\ndata: x\n\n", [event("x")]),
    Case("a space before the colon", "data : y\ndata: x\n\n", [event("x")]),
    Case("colons in a value", "data: a:b: c\n\n", [event("a:b: c")]),
    Case("a mark that combines with the colon", "data:\u{301}x\n\n", [event("\u{301}x")]),
    Case("only comments", ":\n:\n: a\n\n\n", []),
    Case("an end within a line", "data: a\n", []),
  ]

  @Test("is read as the HTML standard has it", arguments: cases)
  func table(_ row: Case) throws {
    var parser = ServerSentEventParser()
    #expect(try parser.events(adding: row.text.utf8) == row.events)
  }

  @Test("may be cut anywhere", arguments: cases)
  func pieces(_ row: Case) throws {
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    for byte in row.text.utf8 { events += try parser.events(adding: CollectionOfOne(byte)) }
    #expect(events == row.events)
  }

  @Test(
    "asks for a time before the next one, in digits",
    arguments: [
      ("retry: 1000\n", 1000), ("retry: 1000\nretry: 5\n", 5), ("retry: 1s\n", nil),
      ("retry: -1\n", nil), ("retry:\n", nil), ("retry: 7\nretry\n", 7),
      ("retry: 99999999999999999999\n", nil),
    ] as [(String, Int?)])
  func retry(text: String, expected: Int?) throws {
    var parser = ServerSentEventParser()
    _ = try parser.events(adding: text.utf8)
    #expect(parser.retry == expected)
  }

  @Test("that is not UTF-8 is an error")
  func notUTF8() {
    var parser = ServerSentEventParser()
    #expect(throws: ServerSentError.notUTF8) {
      try parser.events(adding: Array("data: ".utf8) + [0xFF, 0x0A])
    }
  }

  @Test("holds a line, and the data of an event, to a bound")
  func bounds() throws {
    var line = ServerSentEventParser(longest: 8)
    #expect(try line.events(adding: "data: ab\n\n".utf8) == [Self.event("ab")])
    #expect(throws: ServerSentError.tooLong) { try line.events(adding: "data: abc".utf8) }
    var data = ServerSentEventParser(longest: 8)
    _ = try data.events(adding: "data: ab\ndata: cd\ndata: ef\n".utf8)
    #expect(throws: ServerSentError.tooLong) { try data.events(adding: "data: g\n".utf8) }
  }

  @Test(
    "has ids of an epoch and a revision",
    arguments: [
      ("e.1", EventID(epoch: "e", revision: 1)), ("a.b.0", EventID(epoch: "a.b", revision: 0)),
      (".1", nil), ("e.", nil), ("e", nil), ("", nil), ("e.01", nil), ("e.+1", nil), ("e.-1", nil),
      ("e.18446744073709551616", nil),
    ] as [(String, EventID?)])
  func ids(text: String, id: EventID?) {
    #expect(EventID(text) == id)
  }
}
