import SignetCrypto

/// Reads a recovery copy, strictly: one order, one spelling, and nothing is computed for a text that
/// is not whole. What people and their programs add is let through: lines before and after, white
/// space around a line, empty lines, capital digits, other groups of digits.
struct RecoveryCopyReader {
  /// Bytes of a file that may hold a copy, with everything around it.
  static let longest = 64 * 1024

  private var lines: ArraySlice<String>

  static func read(_ text: some ByteSource) throws(RecoveryCopyFault) -> RecoveryCopy {
    var reader = RecoveryCopyReader(lines: try armoured(lines(of: text))[...])
    return try reader.copy()
  }

  private mutating func copy() throws(RecoveryCopyFault) -> RecoveryCopy {
    let version = try field("Version")
    guard version == RecoveryCopy.Header.version else { throw .unknownVersion(Self.shown(version)) }
    let made = try field("Made")
    let kdf = try field("KDF")
    guard let (n, r, p) = Self.numbers(kdf) else { throw .damaged(place: "the line KDF") }
    let salt = try Self.bytes(
      try field("Salt"), count: RecoveryCopy.saltLength, of: "the line Salt")
    guard try field("Cipher") == RecoveryCopyText.cipher else {
      throw .damaged(place: "the line Cipher")
    }
    guard let last = lines.popLast(), last.hasPrefix("Checksum: ") else {
      throw .damaged(place: "the line Checksum")
    }
    let checksum = try Self.bytes(
      String(last.dropFirst("Checksum: ".count)), count: RecoveryCopyText.checksumLength,
      of: "the line Checksum")
    let sealed = try Self.bytes(
      lines.joined(), count: RecoveryCopy.sealedLength, of: "the lines of digits")
    let content = RecoveryCopyText.content(made: made, kdf: kdf, salt: salt, sealed: sealed)
    let expected: ArraySlice<UInt8>
    do throws(CryptoError) {
      expected = try RecoveryCopyText.checksum(of: content)
    } catch {
      throw .crypto(error)
    }
    guard expected == checksum[...] else {
      throw .damaged(place: "its checksum does not fit: a digit or a line was changed")
    }
    // Before any of it is done.
    guard let cost = ScryptCost(n: n, r: r, p: p) else { throw .tooDear(kdf) }
    return RecoveryCopy(header: .init(made: made, cost: cost, salt: salt), sealed: sealed)
  }

  /// The next line's value, of this name.
  private mutating func field(_ name: String) throws(RecoveryCopyFault) -> String {
    guard let line = lines.popFirst(), line.hasPrefix(name + ": ") else {
      throw .damaged(place: "the line \(name)")
    }
    return String(line.dropFirst(name.count + 2))
  }

  /// As much as a line of ours may repeat of it.
  private static func shown(_ text: String) -> String {
    String(decoding: text.utf8.prefix(20).filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
  }

  /// Without the white space around them, and without the empty ones.
  private static func lines(of text: some ByteSource) -> [String] {
    text.withBytes { text in
      text.split(separator: UInt8(ascii: "\n")).compactMap { line in
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        guard let first = line.firstIndex(where: { !isSpace($0) }),
          let last = line.lastIndex(where: { !isSpace($0) })
        else { return nil }
        return String(decoding: line[first...last], as: UTF8.self)
      }
    }
  }

  private static func armoured(_ lines: [String]) throws(RecoveryCopyFault) -> [String] {
    guard let begin = lines.firstIndex(of: RecoveryCopyText.begin) else { throw .notACopy }
    let rest = lines[(begin + 1)...]
    guard let end = rest.firstIndex(of: RecoveryCopyText.end) else { throw .cutShort }
    return Array(rest[..<end])
  }

  /// N, r and p, nil for anything that is not spelt as we spell it.
  private static func numbers(_ kdf: String) -> (UInt64, UInt32, UInt32)? {
    let words = kdf.split(separator: " ")
    guard words.count == 4, words[1].hasPrefix("N="), words[2].hasPrefix("r="),
      words[3].hasPrefix("p="), let n = UInt64(words[1].dropFirst(2)),
      let r = UInt32(words[2].dropFirst(2)), let p = UInt32(words[3].dropFirst(2)),
      RecoveryCopyText.kdf(n: n, r: r, p: p) == kdf
    else { return nil }
    return (n, r, p)
  }

  private static func bytes(
    _ digits: String, count: Int, of place: String
  ) throws(RecoveryCopyFault) -> [UInt8] {
    let values = digits.utf8.filter { $0 != UInt8(ascii: " ") }.map { digit in
      Character(UnicodeScalar(digit)).hexDigitValue
    }
    guard values.count == 2 * count else { throw .damaged(place: place) }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: values.count, by: 2) {
      guard let high = values[index], let low = values[index + 1] else {
        throw .damaged(place: place)
      }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
