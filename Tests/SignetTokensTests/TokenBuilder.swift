import SignetCrypto

/// Builds tokens that no library would make, without the code under test.
enum TokenBuilder {
  static let header = #"{"alg":"HS256","typ":"JWT"}"#
  static let payload = #"{"userId":"u-1"}"#

  /// Signs whatever bytes these are, correctly.
  static func token(
    header: String = header, payload: String = payload, secret: String = Fixture.currentSecret
  ) -> [UInt8] {
    token(header: Array(header.utf8), payload: Array(payload.utf8), secret: secret)
  }

  static func token(
    header: [UInt8] = Array(header.utf8), payload: [UInt8],
    secret: String = Fixture.currentSecret
  ) -> [UInt8] {
    sign(Base64URL.encode(header) + [UInt8(ascii: ".")] + Base64URL.encode(payload), secret)
  }

  /// `signed`, a point and its signature.
  static func sign(_ signed: [UInt8], _ secret: String = Fixture.currentSecret) -> [UInt8] {
    signed + [UInt8(ascii: ".")] + Base64URL.encode(signature(signed, secret))
  }

  static func signature(_ signed: [UInt8], _ secret: String) -> [UInt8] {
    // An HMAC that cannot be had makes a token that no test expects.
    (try? HMACSHA256(key: Array(secret.utf8)).tag(of: signed)) ?? []
  }

  /// The token of claims given in full, but for the `userId` that all need.
  static func claims(_ rest: String) -> [UInt8] {
    token(payload: #"{"userId":"u-1",\#(rest)}"#)
  }
}
