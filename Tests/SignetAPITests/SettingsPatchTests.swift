import SignetAPI
import Testing

@Suite struct SettingsPatchTests {
  private func patch(_ text: String) throws -> SettingsPatch {
    try MessageDecoding.decode(SettingsPatch.self, from: Array(text.utf8))
  }

  @Test("an absent member changes nothing, null resets, a value sets")
  func threeMeanings() throws {
    let patch = try patch(#"{"maxTokenLifetime":null,"clockSkew":"90s"}"#)
    #expect(patch.enforcement == .unchanged)
    #expect(patch.maxTokenLifetime == .reset)
    #expect(patch.clockSkew.applied(to: APIDuration("60s")) == APIDuration("90s"))
    #expect(patch.maxTokenLifetime.applied(to: APIDuration("1h")) == nil)
    #expect(patch.rotateEvery.applied(to: APIDuration("90d")) == APIDuration("90d"))
    #expect(patch.enforcement.applied(to: .required, default: .optional) == .required)
    #expect(Change<Enforcement>.reset.applied(to: .required, default: .optional) == .optional)
  }

  @Test("an empty patch is empty and comes back empty")
  func empty() throws {
    #expect(try patch("{}").isEmpty)
    #expect(try MessageEncoding.bytes(SettingsPatch()) == Array("{}".utf8))
  }

  @Test("null and absent are told apart on the way out, too")
  func encoded() throws {
    var patch = SettingsPatch()
    patch.rotateEvery = .reset
    patch.enforcement = .set(.required)
    #expect(
      String(decoding: try MessageEncoding.bytes(patch), as: UTF8.self)
        == #"{"enforcement":"required","rotateEvery":null}"#)
  }
}
