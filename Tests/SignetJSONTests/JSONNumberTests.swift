import SignetJSON
import Testing

@Suite("Numbers")
struct JSONNumberTests {
  private struct NoNumber: Error {}

  private func number(_ text: String) throws -> JSONNumber {
    guard case .number(let number) = try StrictJSON.parse(text.utf8) else {
      throw NoNumber()
    }
    return number
  }

  @Test("an integer is one that is written so and fits, whatever a double would lose")
  func integers() throws {
    #expect(try number("9007199254740993").integer() == 9_007_199_254_740_993)
    #expect(try number("18446744073709551615").integer(as: UInt64.self) == .max)
    #expect(try number("18446744073709551615").integer(as: Int64.self) == nil)
    #expect(try number("-1").integer(as: UInt8.self) == nil)
    #expect(try number("-0").integer(as: UInt8.self) == 0)
    for text in ["1.0", "1e0", "0.5"] { #expect(try number(text).integer(as: Int.self) == nil) }
  }

  @Test("a double that JSON cannot say is no number")
  func doubles() throws {
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSONNumber(0.1)?.text == "0.1")
    for value in [.leastNonzeroMagnitude, -0.0, 1e22, .greatestFiniteMagnitude] {
      let text = try #require(JSONNumber(value)).text
      #expect(try number(text).double == value)
    }
    #expect(try number("1e400").double == nil)
  }

  @Test(
    "a magnitude is exact and drops what is behind the point",
    arguments: [
      ("0", 0), ("-0", 0), ("1", 1000), ("1.5", 1500), ("1.0009", 1000), ("15e-1", 1500),
      ("1e15", 1_000_000_000_000_000_000), ("1e16", nil), ("9223372036854775.807", .max),
      ("9223372036854775.808", nil), ("-1", nil), ("-1e-9", nil), ("1e-9999999999999999999", 0),
      ("1e9999999999999999999", nil), ("0e9999999999999999999", 0), ("0.000001e6", 1000),
    ] as [(String, Int64?)])
  func magnitude(_ text: String, _ milliseconds: Int64?) throws {
    #expect(try number(text).magnitude(timesTenToThe: 3) == milliseconds)
  }
}
