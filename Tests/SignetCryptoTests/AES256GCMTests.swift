import COpenSSL
import Testing

@testable import SignetCrypto

@Suite("AES-256-GCM")
struct AES256GCMTests {
  static func cipher(_ key: [UInt8]) throws -> AES256GCM {
    try AES256GCM(key: SecretBytes(copying: key))
  }

  @Test("sealing gives the published ciphertext and tag", arguments: GCMVector.all)
  func seal(vector: GCMVector) throws {
    let sealed = try Self.cipher(vector.key).seal(
      vector.content, binding: vector.associatedData, nonce: vector.nonce)
    #expect(sealed == vector.sealed)
    #expect(sealed.count == vector.content.count + AES256GCM.overhead)
  }

  @Test("opening gives the published content, on the secure heap", arguments: GCMVector.all)
  func open(vector: GCMVector) throws {
    let content = try Self.cipher(vector.key).open(vector.sealed, binding: vector.associatedData)
    #expect(copy(content) == vector.content)
    #expect(content.withBytes { CRYPTO_secure_allocated($0.baseAddress) } == 1)
  }

  @Test(
    "any flipped bit of nonce, ciphertext or tag fails to authenticate",
    arguments: GCMVector.all)
  func flippedMessage(vector: GCMVector) throws {
    let cipher = try Self.cipher(vector.key)
    for bit in 0..<vector.sealed.count * 8 {
      #expect(throws: CryptoError.authenticationFailed, "bit \(bit)") {
        try cipher.open(flipped(vector.sealed, bit: bit), binding: vector.associatedData)
      }
    }
    #expect(errorQueueIsEmpty())
  }

  @Test("other associated data fails to authenticate", arguments: GCMVector.all)
  func otherAssociatedData(vector: GCMVector) throws {
    let cipher = try Self.cipher(vector.key)
    let right = vector.associatedData
    var wrong = (0..<right.count * 8).map { flipped(right, bit: $0) }
    wrong.append(right + [0])
    if !right.isEmpty { wrong += [[], Array(right.dropLast()), Array(right.dropFirst())] }
    for associatedData in wrong {
      #expect(throws: CryptoError.authenticationFailed) {
        try cipher.open(vector.sealed, binding: associatedData)
      }
    }
    #expect(errorQueueIsEmpty())
  }

  @Test(
    "a message cut off anywhere, or longer by a byte, fails to authenticate",
    arguments: GCMVector.all)
  func otherLength(vector: GCMVector) throws {
    let cipher = try Self.cipher(vector.key)
    for count in vector.sealed.indices {
      #expect(throws: CryptoError.authenticationFailed, "\(count) bytes") {
        try cipher.open(vector.sealed[..<count], binding: vector.associatedData)
      }
    }
    #expect(throws: CryptoError.authenticationFailed) {
      try cipher.open(vector.sealed + [0], binding: vector.associatedData)
    }
    #expect(throws: CryptoError.authenticationFailed) {
      try cipher.open([0] + vector.sealed, binding: vector.associatedData)
    }
  }

  @Test("what moves from the associated data into the ciphertext fails to authenticate")
  func boundary() throws {
    let vector = GCMVector.paper[3]
    let moved = vector.nonce + vector.associatedData.suffix(1) + vector.ciphertext + vector.tag
    #expect(throws: CryptoError.authenticationFailed) {
      try Self.cipher(vector.key).open(moved, binding: vector.associatedData.dropLast())
    }
  }

  @Test("a key that differs in any bit fails to authenticate")
  func otherKey() throws {
    let vector = GCMVector.paper[3]
    for bit in 0..<256 {
      let cipher = try Self.cipher(flipped(vector.key, bit: bit))
      #expect(throws: CryptoError.authenticationFailed, "bit \(bit)") {
        try cipher.open(vector.sealed, binding: vector.associatedData)
      }
    }
  }

  @Test("a key that has not 32 bytes is refused", arguments: [0, 1, 16, 24, 31, 33, 64])
  func keyLength(count: Int) throws {
    let key = try SecretBytes(copying: repeated(1, count))
    #expect(throws: CryptoError.invalidLength(of: "key", expected: 32, actual: count)) {
      try AES256GCM(key: key)
    }
  }

  @Test("a nonce that has not 12 bytes is refused", arguments: [0, 8, 11, 13, 16])
  func nonceLength(count: Int) throws {
    let cipher = try Self.cipher(repeated(1, 32))
    #expect(throws: CryptoError.invalidLength(of: "nonce", expected: 12, actual: count)) {
      try cipher.seal(bytes("content"), binding: [UInt8](), nonce: repeated(0, count))
    }
  }

  @Test("the nonce is the entropy's, and comes first in the message")
  func nonceFromEntropy() throws {
    let cipher = try Self.cipher(repeated(1, 32))
    let message = try cipher.seal(bytes("x"), binding: bytes("a"), entropy: CountingEntropy())
    #expect(Array(message[..<12]) == Array(0..<12))
    #expect(
      try message == cipher.seal(bytes("x"), binding: bytes("a"), nonce: Array(0..<12)))
  }

  @Test("the same content is never sealed to the same message twice")
  func freshNonces() throws {
    let cipher = try Self.cipher(repeated(1, 32))
    let messages = try (0..<1_000).map { _ in
      try cipher.seal(bytes("x"), binding: [UInt8](), entropy: SystemEntropy())
    }
    #expect(Set(messages.map { $0[..<12] }).count == 1_000)
    #expect(Set(messages.map { $0[12...] }).count == 1_000)
  }

  @Test("without entropy nothing is sealed")
  func noEntropy() throws {
    let cipher = try Self.cipher(repeated(1, 32))
    #expect(throws: CryptoError.entropyUnavailable) {
      try cipher.seal(bytes("x"), binding: [UInt8](), entropy: NoEntropy())
    }
  }

  @Test(
    "content of any length opens as it was sealed", arguments: [0, 1, 15, 16, 17, 4_096, 65_537])
  func lengths(count: Int) throws {
    let cipher = try Self.cipher(repeated(1, 32))
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let secret = try SecretBytes(copying: content)
    let message = try cipher.seal(secret, binding: bytes("a"), entropy: SystemEntropy())
    #expect(message.count == count + 28)
    #expect(try copy(cipher.open(message, binding: bytes("a"))) == content)
  }

  @Test("content and associated data without an address are empty ones")
  func nowhere() throws {
    let vector = GCMVector.paper[0]
    let nowhere = UnsafeRawBufferPointer(start: nil, count: 0)
    let cipher = try Self.cipher(vector.key)
    #expect(try cipher.seal(nowhere, binding: nowhere, nonce: vector.nonce) == vector.sealed)
    #expect(try cipher.open(vector.sealed, binding: nowhere).count == 0)
    #expect(throws: CryptoError.authenticationFailed) {
      try cipher.open(nowhere, binding: nowhere)
    }
  }
}
