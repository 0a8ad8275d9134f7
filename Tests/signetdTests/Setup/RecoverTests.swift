import Foundation
import SignetTestProcesses
import Testing

/// `signetd recover`: what opens a recovery copy, and what does not.
@Suite(
  "recover", .enabled(if: SetupFolder.isPossible, "it takes root and systemd-creds"))
struct RecoverTests {
  /// A copy that all these tests read, and its key.
  private static let original = Result {
    let machine = try SetupFolder()
    try machine.setUp()
    return (
      text: try String(contentsOfFile: machine.recovery, encoding: .utf8),
      key: try machine.opened()
    )
  }

  private func recover(
    _ text: String, passphrase: String = SetupFolder.words, in machine: SetupFolder
  ) throws -> ChildProcess {
    try machine.folder.write(Array(text.utf8), to: machine.recovery)
    return try machine.start(
      ["recover", machine.recovery, "--passphrase-file", "/dev/stdin"] + machine.setupPlaces,
      input: passphrase)
  }

  struct Form: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (String) -> String
    init(_ name: String, _ change: @escaping @Sendable (String) -> String) {
      testDescription = name
      self.change = change
    }
  }

  static let forms = [
    Form("as it was written") { $0 },
    Form("with lines of Windows") { $0.replacing("\n", with: "\r\n") },
    Form("pasted into a mail") { "> not this\nHi,\n\n" + $0 + "\n-- \nAda\n" },
    Form("indented, with white space at the ends") {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0) \t" }
        .joined(separator: "\n")
    },
    Form("without empty lines and without a newline at the end") {
      $0.split(separator: "\n").joined(separator: "\n")
    },
    Form("typed in capitals, the digits in one run") { text in
      text.split(separator: "\n").map { line in
        line.allSatisfy { $0.isHexDigit || $0 == " " }
          ? line.uppercased().replacing(" ", with: "") : String(line)
      }.joined(separator: "\n")
    },
  ]

  @Test("a copy opens in every form that people give it", arguments: forms)
  func opens(form: Form) throws {
    let original = try Self.original.get()
    let machine = try SetupFolder()
    let process = try recover(form.change(original.text), in: machine)
    #expect(process.wait() == .exit(0), "\(process.text)")
    #expect(try machine.opened() == original.key)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
    let change: @Sendable (String) throws -> String
    init(_ name: String, says: String, _ change: @escaping @Sendable (String) throws -> String) {
      testDescription = name
      self.says = says
      self.change = change
    }
  }

  /// Gives a changed text the checksum that its reader computes, as who forges one would.
  static func forged(_ text: String) throws -> String {
    try Python.run(
      """
      import hashlib, sys
      text = sys.stdin.read()
      start = text.index("-----BEGIN")
      end = text.index("Checksum: ")
      digest = hashlib.sha256(text[start:end].encode()).hexdigest()[:16]
      sys.stdout.write(text[:end] + "Checksum: " + digest + "\\n-----END SIGNET RECOVERY COPY-----\\n")
      """, input: text)
  }

  static func line(_ name: String, _ value: String) -> @Sendable (String) -> String {
    { text in
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix(name + ": ") ? "\(name): \(value)" : String($0) }
        .joined(separator: "\n")
    }
  }

  static let damages = [
    Damage("empty", says: "holds no recovery copy") { _ in "" },
    Damage("another text", says: "holds no recovery copy") { _ in "ssh-ed25519 AAAA\n" },
    Damage("cut short", says: "is cut short") { String($0.dropLast(60)) },
    Damage("a later version", says: "format of another version (2)", line("Version", "2")),
    Damage("no version", says: "damaged: the line Version") {
      $0.replacing("Version: 1\n", with: "")
    },
    Damage("another cost", says: "its checksum does not fit", line("KDF", "scrypt N=16 r=8 p=1")),
    Damage("a cost that is not spelt so", says: "damaged: the line KDF") {
      line("KDF", "scrypt N=0131072 r=8 p=1")($0)
    },
    Damage(
      "another derivation", says: "damaged: the line KDF", line("KDF", "argon2id m=1 t=1 p=1")),
    Damage("another cipher", says: "damaged: the line Cipher", line("Cipher", "AES-128-GCM")),
    Damage("another time", says: "checksum does not fit", line("Made", "2020-01-01T00:00:00.000Z")),
    Damage("a short salt", says: "damaged: the line Salt", line("Salt", "0011 2233")),
    Damage("a letter that is no digit", says: "damaged: the line Salt") {
      line("Salt", String(repeating: "o", count: 32))($0)
    },
    Damage("no checksum", says: "damaged: the line Checksum") {
      $0.split(separator: "\n").filter { !$0.hasPrefix("Checksum") }.joined(separator: "\n")
    },
    Damage("a line of digits twice", says: "damaged: the lines of digits") { text in
      text.split(separator: "\n").flatMap { line in
        line.count == 39 && !line.contains(":") ? [line, line] : [line]
      }.joined(separator: "\n")
    },
    Damage("a line that is not ours", says: "damaged: the line Salt") {
      $0.replacing("Salt: ", with: "Comment: hi\nSalt: ")
    },
    Damage("2 GiB", says: "more memory or work than is allowed: scrypt N=2097152 r=8 p=1") {
      try forged(line("KDF", "scrypt N=2097152 r=8 p=1")($0))
    },
    Damage("a cost beyond all numbers", says: "more memory or work than is allowed") {
      try forged(line("KDF", "scrypt N=9223372036854775808 r=4294967295 p=4294967295")($0))
    },
    Damage("a thousand times over", says: "more memory or work than is allowed") {
      try forged(line("KDF", "scrypt N=131072 r=8 p=1000")($0))
    },
    Damage("a cost that is none", says: "more memory or work than is allowed") {
      try forged(line("KDF", "scrypt N=131071 r=8 p=1")($0))
    },
    // What is bound to the key: a forger can mend the checksum, not the seal.
    Damage("a cost made small", says: "does not open the recovery copy") {
      try forged(line("KDF", "scrypt N=16 r=8 p=1")($0))
    },
    Damage("another time, forged", says: "does not open the recovery copy") {
      try forged(line("Made", "2020-01-01T00:00:00.000Z")($0))
    },
    Damage("64 KiB more", says: "too long") { $0 + String(repeating: "x", count: 65536) },
  ]

  @Test("a copy that is not whole is told as what it is, and nothing is sealed", arguments: damages)
  func damaged(damage: Damage) throws {
    let machine = try SetupFolder()
    let process = try recover(
      try damage.change(try Self.original.get().text), in: machine)
    #expect(process.wait() == .exit(1))
    #expect(process.text.hasPrefix("signetd: error: "), "\(process.text)")
    #expect(process.text.contains(damage.says), "\(process.text)")
    #expect(!FileManager.default.fileExists(atPath: machine.credential))
    #expect(!FileManager.default.fileExists(atPath: machine.hostKey))
  }

  @Test("every digit counts: a slip of the pen is told from a wrong passphrase")
  func slips() throws {
    let text = try Self.original.get().text
    let start = try #require(text.range(of: "Salt: ")).lowerBound
    let places = text.indices.filter { $0 >= start && text[$0].isHexDigit }
      .filter { text[text.lineRange(for: $0..<$0)].allSatisfy { $0 != "-" } }
    // A sample of them, from the salt to the checksum.
    for place in stride(from: 0, to: places.count, by: 17).map({ places[$0] }) {
      guard !text[text.lineRange(for: place..<place)].hasPrefix("C") || text[place].isNumber
      else { continue }
      var changed = text
      changed.replaceSubrange(place...place, with: text[place] == "0" ? "1" : "0")
      let machine = try SetupFolder()
      let process = try recover(changed, in: machine)
      #expect(process.wait() == .exit(1))
      #expect(process.text.contains("is damaged: "), "\(process.text)")
    }
  }

  @Test(
    "another passphrase opens nothing",
    arguments: [
      "correct horse battery stable", "correct horse battery staple ",
      "Correct horse battery staple",
      "c",
    ])
  func wrongPassphrase(text: String) throws {
    let machine = try SetupFolder()
    let process = try recover(try Self.original.get().text, passphrase: text, in: machine)
    #expect(process.wait() == .exit(1))
    #expect(
      process.text == """
        signetd: error: the passphrase does not open the recovery copy in \(machine.recovery)
        signetd: hint: each copy has the passphrase that was given when it was made

        """)
    #expect(!FileManager.default.fileExists(atPath: machine.credential))
  }

  @Test("a credential that is there stays, and the way out is said")
  func occupied() throws {
    let machine = try SetupFolder()
    try machine.setUp()
    let before = try machine.files()
    let process = try machine.start(
      ["recover", machine.recovery, "--passphrase-file", machine.passphrase] + machine.setupPlaces)
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains("there is a credential already: \(machine.credential)"))
    #expect(process.text.contains("mv \(machine.credential) \(machine.credential).old"))
    #expect(try machine.files() == before)
  }

  @Test("without a terminal the passphrase needs its option")
  func nobodyToAsk() throws {
    let machine = try SetupFolder()
    try machine.folder.write(Array(try Self.original.get().text.utf8), to: machine.recovery)
    let process = try machine.start(["recover", machine.recovery] + machine.setupPlaces)
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains("signetd: hint: give --passphrase-file FILE"), "\(process.text)")
  }
}
