import SignetAPI
import Testing

@testable import signet

@Suite struct InputTests {
  @Test("one newline at the end is dropped, white space inside is kept")
  func kept() throws {
    #expect(try StandardInput.secret("secret", from: Array("a b\n".utf8)).exposed == "a b")
    #expect(try StandardInput.secret("secret", from: Array("ab".utf8)).exposed == "ab")
  }

  @Test(
    "other white space around a secret is refused, and so are nothing and bytes that are no text",
    arguments: ["", "\n", " a", "a ", "a\n\n", "\na", "a\r\n", "\u{A0}a", "a\t\n", "\u{2003}a"])
  func refused(text: String) {
    let error = #expect(throws: CommandError.self) {
      try StandardInput.secret("secret", from: Array(text.utf8))
    }
    #expect(error?.status == .failed)
  }

  @Test("bytes that are not UTF-8 are refused")
  func notText() {
    #expect(throws: CommandError.self) { try StandardInput.secret("secret", from: [0xFF]) }
  }

  @Test("a question takes y or yes, a deletion the very word")
  func confirmation() {
    let yes = Confirmation(question: "?", expected: .yes)
    #expect(["y", "Y", "yes", "YES"].allSatisfy(yes.accepts))
    #expect(!["", "n", "no", "yep", " y"].contains(where: yes.accepts))
    let word = Confirmation(question: "?", expected: .word("acme"))
    #expect(word.accepts("acme"))
    #expect(!["", "y", "Acme", "acme "].contains(where: word.accepts))
  }

  @Test("without a terminal a question needs --yes")
  func unanswerable() throws {
    let console = Console(
      terminal: Terminal(
        inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false,
        refusesColor: false))
    let question = Confirmation(question: "?", expected: .yes)
    let error = #expect(throws: CommandError.self) {
      try question.ask(isGiven: false, console)
    }
    #expect(error?.status == .usage)
    try question.ask(isGiven: true, console)
  }

  @Test("keys for idempotency are 128 bits and never the same")
  func keys() {
    let keys = (0..<100).map { _ in Session.randomKey() }
    #expect(Set(keys).count == 100)
    #expect(keys.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test("an import counts what became of its lines")
  func tally() {
    var tally = ImportTally()
    tally.count(.imported)
    tally.count(.present)
    tally.count(.refused("x"))
    #expect(tally.done == 3)
    let text = String(decoding: tally.json.text, as: UTF8.self)
    #expect(text == #"{"imported":1,"present":1,"refused":1}"#)
  }
}
