import SignetCore
import Testing

@Suite("ids of workspaces")
struct WorkspaceIDTests {
  @Test(
    "a letter or digit, then letters, digits and _ - . : are an id",
    arguments: ["a", "0", "Acme", "a_b-c.d:e", "a" + String(repeating: ".", count: 127)])
  func taken(text: String) {
    #expect(WorkspaceID(text)?.text == text)
  }

  @Test(
    "anything else is none",
    arguments: [
      "", ".", "..", "_a", "-a", ":a", "a/b", "a b", "a\n", "a\0", "ä", "a%2F",
      "a" + String(repeating: "b", count: 128),
    ])
  func refused(text: String) {
    #expect(WorkspaceID(text) == nil)
  }
}
