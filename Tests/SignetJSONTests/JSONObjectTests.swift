import SignetJSON
import Testing

@Suite("Objects")
struct JSONObjectTests {
  @Test("names that only Unicode calls equal are two members")
  func canonicalEquivalence() throws {
    let value = try StrictJSON.parse("{\"\u{e9}\":1,\"e\u{301}\":2}".utf8)
    let object = try #require(value.object)
    #expect(object.members.count == 2)
    #expect(object["\u{e9}"] == .number(JSONNumber(1)))
    #expect(object["e\u{301}"] == .number(JSONNumber(2)))
  }

  @Test("a new member comes last, one that is there keeps its place, and nil takes it away")
  func changes() {
    var object: JSONObject = ["b": .null, "a": .bool(true)]
    object["c"] = .string("x")
    object["b"] = .bool(false)
    object["none"] = nil
    #expect(object.members.map(\.name) == ["b", "a", "c"])
    #expect(object["b"] == .bool(false))
    object["a"] = nil
    #expect(object.members.map(\.name) == ["b", "c"])
    #expect(object["a"] == nil)
  }

  @Test("of two members with one name the later wins in the place of the first")
  func twice() {
    let object = JSONObject([
      JSONMember(name: "a", value: .null), JSONMember(name: "b", value: .null),
      JSONMember(name: "a", value: .bool(true)),
    ])
    #expect(object == ["a": .bool(true), "b": .null])
  }

  @Test("the order of members makes a difference")
  func order() {
    let object: JSONObject = ["a": .null, "b": .null]
    #expect(object != ["b": .null, "a": .null])
  }

  @Test("equal values have equal hashes, and values that Unicode alone calls equal are two")
  func hashing() {
    let values: [JSONValue] = [
      .string("\u{e9}"), .string("e\u{301}"), .object(["\u{e9}": .null]),
      .object(["e\u{301}": .null]), .string("\u{e9}"), .object(["\u{e9}": .null]),
    ]
    #expect(Set(values).count == 4)
  }
}
