import NIOCore
import SignetAPI
import SignetCore
import SignetCrypto
import SignetTokens

/// The two answers that hold secrets. Their bytes are written once, into the buffer that goes out
/// and is overwritten when it has gone.
enum DisclosureBody {
  static func revealed(_ revealed: RevealSecret.Revealed) -> ByteBuffer {
    var body = JSONBody(capacity: 256 + 6 * revealed.secret.key.count)
    switch revealed.secret.form {
    case .text:
      body.raw(#"{"kid":"#)
      body.string(revealed.kid.text)
      body.raw(#","secret":"#)
      revealed.secret.key.withBytes { body.string($0) }
    case .jwk:
      body.raw(#"{"jwk":{"alg":"HS256","k":"#)
      body.base64URL(revealed.secret.key)
      body.raw(#","kty":"oct","use":"sig"},"kid":"#)
      body.string(revealed.kid.text)
    }
    body.raw(#","version":"#)
    body.integer(revealed.version)
    body.raw("}")
    return body.buffer
  }

  static func keySet(_ keys: AcceptedKeys, epoch: Epoch, at time: Timestamp) -> ByteBuffer {
    let accepted = keys.accepted(at: time)
    let size = accepted.reduce(1024) { $0 + 256 + 2 * $1.secret.key.count }
    var body = JSONBody(capacity: size)
    body.raw(#"{"keys":["#)
    for (place, key) in accepted.enumerated() {
      if place > 0 { body.raw(",") }
      body.key(key)
    }
    body.raw(#"],"signet":{"clockSkew":"#)
    body.duration(keys.settings.clockSkew)
    body.raw(#","enforcement":"#)
    body.string(keys.settings.enforcement.rawValue)
    body.raw(#","epoch":"#)
    body.string(epoch.description)
    body.raw(#","maxTokenLifetime":"#)
    if let lifetime = keys.settings.maxTokenLifetime {
      body.duration(lifetime)
    } else {
      body.raw("null")
    }
    body.raw(#","requireExpiry":"#)
    body.raw(keys.settings.requireExpiry ? "true" : "false")
    body.raw(#","revision":"#)
    body.integer(keys.revision)
    body.raw(#","workspace":"#)
    body.string(keys.workspace.text)
    body.raw("}}")
    return body.buffer
  }
}

extension JSONBody {
  fileprivate mutating func key(_ key: AcceptedKey) {
    raw("{")
    if let acceptUntil = key.acceptUntil {
      raw(#""acceptUntil":"#)
      string(Timestamp(milliseconds: acceptUntil).rfc3339)
      raw(",")
    }
    raw(#""alg":"HS256","k":"#)
    base64URL(key.secret.key)
    raw(#","kid":"#)
    string(key.kid.text)
    raw(#","kty":"oct","state":"#)
    string(key.state.rawValue)
    raw(#","use":"sig","version":"#)
    integer(key.version)
    raw("}")
  }

  fileprivate mutating func base64URL(_ key: SecretBytes) {
    var text = Base64URL.encode(key)
    text.withUnsafeMutableBytes { bytes in
      string(UnsafeRawBufferPointer(bytes))
      wipe(bytes)
    }
  }

  fileprivate mutating func duration(_ duration: Duration) {
    string(APIDuration(duration).text)
  }
}
