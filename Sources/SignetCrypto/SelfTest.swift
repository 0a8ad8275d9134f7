/// What everything rests on, tried with published answers before any key is used: a libcrypto that
/// was built, configured or patched wrongly is found before it seals a row that nobody can open.
public enum SelfTest {
  /// Throws `CryptoError.library` naming the algorithm that gave a wrong answer, and whatever the
  /// algorithms throw themselves.
  public static func run() throws(CryptoError) {
    try digest()
    try authentication()
    try derivation()
    try encryption()
    try chance()
  }

  /// FIPS 180-2, appendix B.1.
  private static func digest() throws(CryptoError) {
    try expect(
      SHA256.hash(Array("abc".utf8)),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "SHA-256")
  }

  /// RFC 4231, test case 2.
  private static func authentication() throws(CryptoError) {
    let key = try HMACSHA256(key: Array("Jefe".utf8))
    try expect(
      key.tag(of: Array("what do ya want for nothing?".utf8)),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "HMAC-SHA256")
  }

  /// RFC 5869, test case 1.
  private static func derivation() throws(CryptoError) {
    let derived = try HKDFSHA256.derive(
      from: [UInt8](repeating: 0x0b, count: 22), salt: Array(0x00...0x0c as ClosedRange<UInt8>),
      purpose: Array(0xf0...0xf9 as ClosedRange<UInt8>), count: 42)
    try expect(
      derived.withBytes { Array($0) },
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
      "HKDF-SHA256")
  }

  /// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 14; and that a changed
  /// byte is noticed.
  private static func encryption() throws(CryptoError) {
    let cipher = try AES256GCM(key: SecretBytes(copying: [UInt8](repeating: 0, count: 32)))
    let content = [UInt8](repeating: 0, count: 16)
    var sealed = try cipher.seal(
      content, binding: [UInt8](), nonce: [UInt8](repeating: 0, count: AES256GCM.nonceLength))
    try expect(
      Array(sealed.dropFirst(AES256GCM.nonceLength)),
      "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919", "AES-256-GCM")
    guard try cipher.openOrdinary(sealed, binding: [UInt8]()) == content else {
      throw wrong("AES-256-GCM")
    }
    sealed[AES256GCM.nonceLength] ^= 1
    do throws(CryptoError) {
      _ = try cipher.openOrdinary(sealed, binding: [UInt8]())
    } catch .authenticationFailed {
      return
    }
    throw wrong("AES-256-GCM")
  }

  /// A generator that stands still would give two keys of one value.
  private static func chance() throws(CryptoError) {
    let entropy = SystemEntropy()
    guard try entropy.bytes(32) != entropy.bytes(32) else { throw wrong("the generator") }
  }

  static func expect(
    _ actual: [UInt8], _ expected: String, _ name: String
  ) throws(CryptoError) {
    let digits = Array("0123456789abcdef".utf8)
    let text = actual.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    guard text == Array(expected.utf8) else { throw wrong(name) }
  }

  private static func wrong(_ name: String) -> CryptoError {
    .library(function: name, reason: "it does not give the published answer")
  }
}
