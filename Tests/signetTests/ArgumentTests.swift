import SignetAPI
import Testing

@testable import signet

@Suite struct ArgumentTests {
  /// What the command says of these arguments, where it does not take them.
  private func refusal(_ arguments: String) -> String? {
    do {
      _ = try Signet.parseAsRoot(arguments.split(separator: " ").map(String.init))
      return nil
    } catch {
      let usage = UsageText(error)
      return usage.isError ? usage.text : nil
    }
  }

  @Test(
    "these are taken",
    arguments: [
      "workspace create acme", "workspace create acme --secret - --enforcement required",
      "workspace list --rotating --due --json", "workspace show acme --activity 0 --utc",
      "workspace delete acme --yes", "workspace import -", "settings show acme",
      "settings set acme --max-token-lifetime none --clock-skew default", "secret show acme",
      "secret reveal acme", "secret reveal acme retiring", "secret reveal acme 7",
      "secret rotate acme --grace 0s --reveal --idempotency-key k",
      "secret rotate acme --force --expected-version 3 --yes", "secret revoke acme current",
      "secret identify -", "rotation show acme", "rotation finish acme --reason x",
      "rotation reschedule acme --grace 48h",
      "rotation reschedule acme --accept-until 2026-12-01T18:00:00Z",
      "rotation rollback acme --revoke", "keys get acme", "token sign acme --user-id u",
      "token sign acme -", "token verify acme - --timeout 5s", "audit list --outcome denied",
      "audit verify", "status --socket-dir /tmp/x",
    ])
  func taken(arguments: String) {
    #expect(refusal(arguments) == nil)
  }

  @Test(
    "these are refused, and the hint names the subcommand",
    arguments: [
      ("secret rotate", "missing expected argument '<id>'", "signet secret rotate"),
      ("secret rotate a --force", "--force needs --expected-version", "signet secret rotate"),
      ("secret rotate a --grace 24", "the value '24' is invalid", "signet secret rotate"),
      ("secret rotate a --secret - --jwk -", "not both", "signet secret rotate"),
      ("secret reveal a b", "the value 'b' is invalid", "signet secret reveal"),
      ("secret reveal a 0", "the value '0' is invalid", "signet secret reveal"),
      ("secret revoke a", "missing expected argument", "signet secret revoke"),
      ("settings set a", "name at least one setting", "signet settings set"),
      ("settings set a --enforcement on", "--enforcement is off", "signet settings set"),
      ("settings set a --clock-skew none", "--clock-skew is a duration", "signet settings set"),
      ("rotation reschedule a", "give --grace or --accept-until", "signet rotation reschedule"),
      ("rotation reschedule a --accept-until x", "--accept-until is a time", "signet rotation"),
      ("token sign a", "give --user-id", "signet token sign"),
      ("token sign a - --user-id u", "not both", "signet token sign"),
      ("status --timeout 0s", "--timeout must be", "signet status"),
      ("audit list --limit 0", "--limit is 1 or more", "signet audit list"),
      ("audit list --since x", "--since is a time", "signet audit list"),
      ("workspace show a --activity 101", "--activity is 0 to 100", "signet workspace show"),
      ("nonsense", "unexpected argument 'nonsense'", "signet"),
    ])
  func refused(arguments: String, message: String, command: String) throws {
    let text = try #require(refusal(arguments))
    #expect(text.hasPrefix("signet: error: "))
    #expect(text.contains(message))
    #expect(text.contains("signet: hint: see: \(command)"))
  }

  @Test("what may be a secret is not repeated")
  func secretAsArgument() throws {
    let secret = "isk_" + String(repeating: "a", count: 49)
    let text = try #require(refusal("secret identify - \(secret)"))
    #expect(!text.contains(secret))
    let error = #expect(throws: CommandError.self) {
      try StandardInput.requireDash(secret, for: "the secret")
    }
    #expect(error?.status == .usage)
    #expect(error.map { !"\($0)".contains(secret) } == true)
  }

  @Test("settings become a merge patch: default and none are null, the rest is not named")
  func settings() throws {
    let options = try SettingsOptions.parse([
      "--rotate-every", "none", "--clock-skew", "default", "--require-expiry", "true",
    ])
    let patch = try options.patch()
    #expect(patch.rotateEvery == .reset)
    #expect(patch.clockSkew == .reset)
    #expect(patch.requireExpiry == .set(true))
    #expect(patch.enforcement == .unchanged)
  }

  @Test("the directory is the option, else the default")
  func directory() throws {
    #expect(try ConnectionOptions.parse(["--socket-dir", "/x"]).directory == "/x")
  }
}
