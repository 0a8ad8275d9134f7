import COpenSSL
import SignetCrypto
import Synchronization
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
  @Test("they lie on the secure heap", arguments: [0, 1, 31, 32, 33, 1_000, 65_536])
  func secureHeap(count: Int) throws {
    let secret = try SecretBytes(copying: repeated(0xa5, count))
    #expect(secret.count == count && secret.byteCount == count)
    #expect(secret.withBytes { CRYPTO_secure_allocated($0.baseAddress) } == 1)
    #expect(copy(secret) == repeated(0xa5, count))
  }

  @Test("room that is not filled is zero")
  func zero() throws {
    for _ in 0..<100 {
      _ = try SecretBytes(copying: repeated(0xff, 64))
      let secret = try SecretBytes(count: 64) { (_) throws(CryptoError) in }
      #expect(copy(secret) == repeated(0, 64))
    }
  }

  @Test("no way of printing them shows a byte")
  func redacted() throws {
    struct Holder { let name: String, secret: SecretBytes? }
    let secret = try SecretBytes(copying: bytes("isk_canary"))
    let holder = Holder(name: "holder", secret: secret)
    var dumped = ""
    dump(holder, to: &dumped)
    dump(secret, to: &dumped)
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])",
      "\(holder)", String(reflecting: holder), dumped,
    ]
    for text in texts {
      #expect(text.contains("SecretBytes(10 bytes, redacted)"))
      for part in ["canary", "105, 115, 107", "69736b", "0x"] { #expect(!text.contains(part)) }
    }
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test("they are equal if and only if every byte is")
  func equality() throws {
    let value = bytes("0123456789abcdef0123456789abcdef")
    let secret = try SecretBytes(copying: value)
    #expect(try secret == SecretBytes(copying: value))
    for bit in 0..<256 {
      #expect(try secret != SecretBytes(copying: flipped(value, bit: bit)), "bit \(bit)")
    }
    #expect(try secret != SecretBytes(copying: value.dropLast()))
    #expect(try secret != SecretBytes(copying: value + [0]))
    #expect(try SecretBytes(copying: [UInt8]()) == SecretBytes(copying: [UInt8]()))
    #expect(try SecretBytes(copying: [UInt8]()) != SecretBytes(copying: [0]))
  }

  @Test("random ones are the entropy's, and without entropy there are none")
  func random() throws {
    #expect(try copy(SecretBytes(random: 16, from: CountingEntropy())) == Array(0..<16))
    #expect(throws: CryptoError.entropyUnavailable) {
      try SecretBytes(random: 16, from: NoEntropy())
    }
    #expect(
      try SecretBytes(random: 32, from: SystemEntropy())
        != SecretBytes(random: 32, from: SystemEntropy()))
  }

  @Test("more than the heap has is refused, and the heap goes on working")
  func tooLarge() throws {
    for count in [SecureHeap.defaultSize + 1, 1 << 40] {
      #expect(throws: CryptoError.secureHeapExhausted) {
        try SecretBytes(count: count) { (_) throws(CryptoError) in }
      }
    }
    #expect(errorQueueIsEmpty())
    #expect(try copy(SecretBytes(copying: bytes("still here"))) == bytes("still here"))
  }

  @Test("many threads make, read and drop them at once, each its own")
  func threads() {
    let wrong = Mutex(0)
    onThreads(32) { thread in
      for round in 0..<300 {
        let value = repeated(UInt8(thread), 1 + (round * 7) % 500)
        let secret = try? SecretBytes(copying: value)
        if secret.map(copy) != value { wrong.withLock { $0 += 1 } }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test("one of them can be read by many threads at once")
  func sharedReading() throws {
    let value = repeated(0x5a, 257)
    let secret = try SecretBytes(copying: value)
    let right = Mutex(0)
    onThreads(64) { _ in
      if copy(secret) == value { right.withLock { $0 += 1 } }
    }
    #expect(right.withLock { $0 } == 64)
  }

  @Test("a heap whose size is no power of two is refused", arguments: [0, -1, 3, 4_095, Int.max])
  func heapSize(size: Int) {
    let error = #expect(throws: CryptoError.self) { try SecureHeap.start(size: size) }
    guard case .secureHeapUnavailable(let why) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(why.contains("power of two"))
  }
}
