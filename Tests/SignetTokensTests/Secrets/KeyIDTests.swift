import SignetCrypto
import SignetTokens
import Testing

@Suite("Key ids")
struct KeyIDTests {
  @Test("a generated id has Signet's format and is read back")
  func generated() throws {
    var seen: Set<KeyID> = []
    for _ in 0..<1_000 {
      let kid = try KeyID.generate(from: SystemEntropy())
      #expect(kid.text.utf8.count == 25)
      #expect(KeyID(kid.text) == kid)
      #expect(kid.description == kid.text)
      #expect(seen.insert(kid).inserted)
    }
  }

  @Test(
    "nothing else has it",
    arguments: [
      "", "sk_", "sk_0123456789ABCDEFGHIJK", "sk_0123456789ABCDEFGHIJKLM",
      "Sk_0123456789ABCDEFGHIJKL", "sk-0123456789ABCDEFGHIJKL", "sk_0123456789ABCDEFGHIJK-",
      "sk_0123456789ABCDEFGHIJK ", "sk_0123456789ABCDEFGHIJ\u{e9}",
      "sk_0123456789ABCDEFGHI\u{212A}", "sk_0123456789ABCDEFGHIJK\0",
    ])
  func foreign(_ text: String) {
    #expect(KeyID(text) == nil)
  }
}
