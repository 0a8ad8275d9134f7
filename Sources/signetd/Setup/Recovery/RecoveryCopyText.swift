import SignetCrypto

/// How a recovery copy is written: in hexadecimal, so that it can be typed from paper, with a
/// checksum that tells a slip of the pen from a wrong passphrase.
enum RecoveryCopyText {
  static let begin = "-----BEGIN SIGNET RECOVERY COPY-----"
  static let end = "-----END SIGNET RECOVERY COPY-----"
  static let cipher = "AES-256-GCM"
  static let checksumLength = 8

  /// What the sealed key is bound to: every line of the header, each with its newline.
  static func associatedData(of header: RecoveryCopy.Header) -> [UInt8] {
    let cost = header.cost
    return Array(
      self.header(
        made: header.made, kdf: kdf(n: cost.n, r: cost.r, p: cost.p), salt: header.salt
      ).utf8)
  }

  /// The whole text, behind `remark`, lines for people that a reader skips.
  static func write(_ copy: RecoveryCopy, remark: String) throws(CryptoError) -> String {
    let cost = copy.header.cost
    let content = content(
      made: copy.header.made, kdf: kdf(n: cost.n, r: cost.r, p: cost.p), salt: copy.header.salt,
      sealed: copy.sealed)
    let checksum = try checksum(of: content)
    return remark + "\n" + content + "Checksum: \(digits(checksum))\n" + end + "\n"
  }

  static func kdf(n: UInt64, r: UInt32, p: UInt32) -> String { "scrypt N=\(n) r=\(r) p=\(p)" }

  /// All that the checksum is of.
  static func content(made: String, kdf: String, salt: [UInt8], sealed: [UInt8]) -> String {
    let lines = stride(from: 0, to: sealed.count, by: 16).map { start in
      digits(sealed[start..<min(start + 16, sealed.count)])
    }
    return header(made: made, kdf: kdf, salt: salt) + "\n" + lines.joined(separator: "\n") + "\n\n"
  }

  /// No secret: anybody who has the text can compute it.
  static func checksum(of content: String) throws(CryptoError) -> ArraySlice<UInt8> {
    try SHA256.hash(Array(content.utf8)).prefix(checksumLength)
  }

  private static func header(made: String, kdf: String, salt: [UInt8]) -> String {
    """
    \(begin)
    Version: \(RecoveryCopy.Header.version)
    Made: \(made)
    KDF: \(kdf)
    Salt: \(digits(salt[...]))
    Cipher: \(cipher)

    """
  }

  /// Hexadecimal digits in groups of four.
  private static func digits(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if index > 0, index % 2 == 0 { text += " " }
      if byte < 0x10 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }
}
