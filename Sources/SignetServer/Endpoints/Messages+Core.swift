import SignetAPI
import SignetAudit
import SignetCore
import SignetCrypto
import SignetTokens

// The core's values as the API's messages, and back.

extension APITime {
  init(_ time: Timestamp) { self.init(milliseconds: time.milliseconds) }
}

extension APIDuration {
  /// Whole seconds: that is how settings come in, and none is negative.
  init(_ duration: Duration) {
    self = APIDuration(seconds: duration.milliseconds / 1000) ?? .zero
  }

  var duration: Duration { .milliseconds(milliseconds) }
}

extension Settings {
  init(_ settings: SecuritySettings) {
    self.init(
      enforcement: Enforcement(settings.enforcement), requireExpiry: settings.requireExpiry,
      maxTokenLifetime: settings.maxTokenLifetime.map { APIDuration($0) },
      clockSkew: APIDuration(settings.clockSkew),
      defaultGrace: APIDuration(settings.defaultGrace),
      rotateEvery: settings.rotateEvery.map { APIDuration($0) },
      revealRequiresReason: settings.revealRequiresReason)
  }
}

extension Enforcement {
  init(_ enforcement: SecuritySettings.Enforcement) {
    switch enforcement {
    case .off: self = .off
    case .optional: self = .optional
    case .required: self = .required
    }
  }

  var domain: SecuritySettings.Enforcement {
    switch self {
    case .off: .off
    case .optional: .optional
    case .required: .required
    }
  }
}

extension SignetCore.SettingsPatch {
  /// `null` sets a setting back to its default.
  init(_ patch: SignetAPI.SettingsPatch) {
    self.init()
    let defaults = SecuritySettings()
    enforcement = patch.enforcement.value(default: defaults.enforcement, \.domain)
    requireExpiry = patch.requireExpiry.value(default: defaults.requireExpiry, \.self)
    maxTokenLifetime = patch.maxTokenLifetime.value(
      default: defaults.maxTokenLifetime, { $0.duration })
    clockSkew = patch.clockSkew.value(default: defaults.clockSkew, \.duration)
    defaultGrace = patch.defaultGrace.value(default: defaults.defaultGrace, \.duration)
    rotateEvery = patch.rotateEvery.value(default: defaults.rotateEvery, { $0.duration })
    revealRequiresReason = patch.revealRequiresReason.value(
      default: defaults.revealRequiresReason, \.self)
  }
}

extension Change {
  fileprivate func value<Target>(
    default standard: Target, _ convert: (Value) -> Target
  ) -> Target? {
    switch self {
    case .unchanged: nil
    case .reset: .some(standard)
    case .set(let value): .some(convert(value))
    }
  }
}

extension OwnSecret {
  /// Throws with a pointer at the member that cannot be a secret.
  func identitySecret() throws(Problem) -> IdentitySecret {
    do throws(SecretFormatError) {
      switch self {
      case .secret(let text): return try IdentitySecret(text: Array(text.exposed.utf8))
      case .jwk(let jwk):
        // The message has refused anything but base64url already.
        let key = try? Base64URL.decode(Array(jwk.k.exposed.utf8))
        return try IdentitySecret(jwkKey: key ?? [])
      }
    } catch .heap(let error) {
      throw Problem(SignetError.unavailable(.crypto("\(error)")))
    } catch {
      throw Problem(
        .secretInvalid, detail: error.detail,
        errors: [.init(pointer: pointer, detail: error.detail)])
    }
  }

  private var pointer: String {
    switch self {
    case .secret: "/secret"
    case .jwk: "/jwk/k"
    }
  }
}
