import SignetJSON
import Testing

@Suite("Pointers")
struct JSONPointerTests {
  /// RFC 6901 §5, and names in which a mark follows the character that is escaped.
  @Test(
    "a pointer is written as RFC 6901 says",
    arguments: [
      ([], ""), ([.name("foo")], "/foo"), ([.name("foo"), .index(0)], "/foo/0"), ([.name("")], "/"),
      ([.name("a/b")], "/a~1b"), ([.name("c%d")], "/c%d"), ([.name("m~n")], "/m~0n"),
      ([.name("~1")], "/~01"), ([.name("~\u{301}/\u{301}")], "/~0\u{301}~1\u{301}"),
    ] as [([JSONPointer.Step], String)])
  func text(_ steps: [JSONPointer.Step], _ text: String) {
    #expect(JSONPointer(steps).text.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test("places whose names only Unicode calls equal are two")
  func equality() {
    #expect(JSONPointer([.name("\u{e9}")]) != JSONPointer([.name("e\u{301}")]))
    #expect(JSONPointer([.name("0")]) != JSONPointer([.index(0)]))
    #expect(JSONPointer() == .root)
  }
}
