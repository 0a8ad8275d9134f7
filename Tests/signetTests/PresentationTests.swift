import SignetAPI
import SignetClient
import SignetJSON
import Testing

@testable import signet

@Suite struct PresentationTests {
  @Test("columns are as wide as their widest cell, without spaces at the end")
  func table() {
    var table = Table("ID", "STATE")
    table.add("a", "current")
    table.add("longer", "x")
    #expect(table.text(.plain) == "ID      STATE\na       current\nlonger  x\n")
  }

  @Test("a table without rows is nothing")
  func emptyTable() {
    #expect(Table("ID").text(.plain) == "")
  }

  @Test("only the heading is set off, and only with colour")
  func heading() {
    var table = Table("ID")
    table.add("a")
    #expect(table.text(.colored) == "\u{1B}[1mID\u{1B}[0m\na\n")
  }

  @Test("values stand below one another, and what has no value is left out")
  func fields() {
    var fields = Fields()
    fields.add("a", "1")
    fields.add("none", nil)
    fields.add("long", "2")
    #expect(fields.text(.plain) == "a     1\nlong  2\n")
  }

  @Test(
    "text of others cannot move a terminal's cursor or reorder its text",
    arguments: [
      ("plain é 😀", "plain é 😀"), ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"), ("a\nb", "a\\u{a}b"),
      ("a\u{202E}b", "a\\u{202e}b"), ("\u{9B}", "\\u{9b}"), ("\r", "\\u{d}"), ("\u{7F}", "\\u{7f}"),
    ])
  func safeText(text: String, shown: String) {
    #expect(SafeText.shown(text) == shown)
    var table = Table("X")
    table.add(text)
    #expect(table.text(.plain) == "X\n\(shown)\n")
  }

  @Test(
    "JSON is spelt so that a terminal shows it as it is, and stays the same JSON",
    arguments: ["é", "\u{7F}", "\u{9B}1m", "a\u{2028}b", "\u{202E}cba", "\u{FFFD}", "😀"])
  func json(text: String) throws {
    let plain = JSONValue.object(["name": .string(text)]).text
    let shown = SafeText.json(plain)
    #expect(SafeText.shown(String(decoding: shown, as: UTF8.self)).utf8.elementsEqual(shown))
    #expect(try StrictJSON.parse(shown) == StrictJSON.parse(plain))
  }

  @Test(
    "a progress bar shows the share and the count, or only the count",
    arguments: [
      (0.5, 1, "x [###############---------------] 50.0% (1)"),
      (0, 0, "x [------------------------------] 0.0% (0)"),
      (1, 9, "x [##############################] 100.0% (9)"),
      (4.5, 9, "x [##############################] 100.0% (9)"), (nil, 7, "x 7"),
    ] as [(Double?, UInt64, String)])
  func progressLine(share: Double?, count: UInt64, line: String) {
    #expect(ProgressBar.line("x", share: share, count: count) == line)
  }

  @Test("a progress bar writes only what looks different, and takes itself away")
  func progressUpdates() {
    var bar = ProgressBar("x")
    #expect(bar.clear() == "")
    #expect(bar.update(share: nil, count: 1) == "\r\u{1B}[2Kx 1")
    #expect(bar.update(share: nil, count: 99) == nil)
    #expect(bar.update(share: nil, count: 100) != nil)
    #expect(bar.update(share: 0.5, count: 1) != nil)
    #expect(bar.update(share: 0.5004, count: 2) == nil)
    #expect(bar.update(share: 0.5011, count: 3) != nil)
    #expect(bar.clear() == "\r\u{1B}[2K")
    #expect(bar.clear() == "")
  }

  @Test("colour needs a terminal, and NO_COLOR and dumb terminals have none")
  func color() {
    var terminal = Terminal(
      inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: false, refusesColor: false)
    #expect(terminal.outputStyle == .colored)
    #expect(terminal.errorStyle == .plain)
    terminal.refusesColor = true
    #expect(terminal.outputStyle == .plain)
  }

  @Test("who did it is the account, and the human behind it as asserted")
  func who() {
    #expect(AuditTable.who(Actor(uid: 0, user: "root")) == "root (uid 0)")
    #expect(
      AuditTable.who(Actor(uid: 7, onBehalfOf: "user:a")) == "uid 7 for user:a")
    #expect(AuditTable.who(Actor()) == "signetd")
  }

  @Test("a secret is printed as it is, a JWK as JSON, with one newline")
  func reveal() throws {
    func revealed(_ value: OwnSecret) -> RevealedSecret {
      RevealedSecret(version: 1, kid: "sk_x", value: value)
    }
    #expect(try RevealText.text(revealed(.secret(SecretText("isk_a\u{1B}")))) == "isk_a\u{1B}\n")
    #expect(
      try RevealText.text(revealed(.jwk(SymmetricJWK(k: SecretText("AAAA"), kid: "mine"))))
        == #"{"alg":"HS256","k":"AAAA","kid":"mine","kty":"oct","use":"sig"}"# + "\n")
  }
}
