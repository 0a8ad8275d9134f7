import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("security settings")
struct SettingsTests {
  @Test("the defaults are those of the contract")
  func defaults() {
    let settings = SecuritySettings()
    #expect(settings.enforcement == .optional)
    #expect(!settings.requireExpiry)
    #expect(settings.maxTokenLifetime == nil)
    #expect(settings.clockSkew == .seconds(60))
    #expect(settings.defaultGrace == .hours(24))
    #expect(settings.rotateEvery == nil)
    #expect(!settings.revealRequiresReason)
    #expect(settings.faults(under: "").isEmpty)
  }

  private static func set(_ name: String, _ value: Duration, in settings: inout SecuritySettings) {
    switch name {
    case "maxTokenLifetime": settings.maxTokenLifetime = value
    case "clockSkew": settings.clockSkew = value
    case "defaultGrace": settings.defaultGrace = value
    default: settings.rotateEvery = value
    }
  }

  @Test(
    "each range is taken with its ends and refused a millisecond outside",
    arguments: [
      ("maxTokenLifetime", Duration.seconds(60), Duration.days(30)),
      ("clockSkew", .zero, .seconds(600)),
      ("defaultGrace", .zero, .days(30)),
      ("rotateEvery", .days(1), .days(730)),
    ])
  func ranges(name: String, low: Duration, high: Duration) {
    let table = [
      (low, true), (high, true), (low - .milliseconds(1), false), (high + .milliseconds(1), false),
    ]
    for (value, isAllowed) in table {
      var settings = SecuritySettings()
      Self.set(name, value, in: &settings)
      let expected = isAllowed ? [] : ["/settings/\(name)"]
      #expect(settings.faults(under: "/settings").map(\.pointer) == expected, "\(value)")
    }
  }

  @Test("a patch changes what it names and removes what it says is absent")
  func patch() {
    var settings = SecuritySettings()
    settings.maxTokenLifetime = .hours(1)
    settings.rotateEvery = .days(90)
    var patch = SettingsPatch()
    patch.enforcement = .required
    patch.maxTokenLifetime = .some(nil)
    let patched = patch.applied(to: settings)
    #expect(patched.enforcement == .required)
    #expect(patched.maxTokenLifetime == nil)
    #expect(patched.rotateEvery == .days(90))
  }

  @Test("a change is told with its old and its new value, to the millisecond")
  func changes() {
    var settings = SecuritySettings()
    settings.clockSkew = .milliseconds(1500)
    settings.enforcement = .off
    let changes = settings.changes(from: .init()).map { "\($0.name): \($0.value)" }
    #expect(changes == ["enforcement: optional → off", "clockSkew: 60s → 1500ms"])
  }
}
