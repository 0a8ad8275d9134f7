import COpenSSL
import SignetCrypto
import Testing

// Each needs the heap for itself, so each runs in a process of its own, which the compiler's
// library can start from Swift 6.2 on.
#if compiler(>=6.2)
  @Suite("A secure heap of 64 KiB, in a process of its own")
  struct SecureHeapTests {
    @Test(
      "when it is full it says so, puts nothing elsewhere, and recovers once something is freed")
    func exhaustion() async {
      await #expect(processExitsWith: .success) {
        try SecureHeap.start(size: 1 << 16)
        var secrets: [SecretBytes] = []
        var refusal: CryptoError?
        while refusal == nil && secrets.count < 100 {
          do throws(CryptoError) {
            secrets.append(try SecretBytes(copying: repeated(UInt8(secrets.count), 1_024)))
          } catch {
            refusal = error
          }
        }
        #expect(refusal == .secureHeapExhausted)
        #expect(secrets.count == 64)
        for (index, secret) in secrets.enumerated() {
          #expect(secret.withBytes { CRYPTO_secure_allocated($0.baseAddress) } == 1)
          #expect(copy(secret) == repeated(UInt8(index), 1_024))
        }
        #expect(SecureHeap.used == 1 << 16)
        #expect(ERR_peek_error() == 0)
        secrets.removeFirst()
        #expect(try copy(SecretBytes(copying: bytes("again"))) == bytes("again"))
        secrets.removeAll()
        #expect(SecureHeap.used == 0)
      }
    }

    @Test("bytes are wiped and given back when the last reference goes")
    func wiped() async {
      await #expect(processExitsWith: .success) {
        try SecureHeap.start(size: 1 << 16)
        var secret: SecretBytes? = try SecretBytes(copying: repeated(0xa5, 1_024))
        // The heap stays mapped, and nobody else in this process allocates from it, so what was
        // freed can still be looked at. Its first bytes then belong to the list of free blocks.
        let freed = secret.map { $0.withBytes { $0 } }.map { $0[64...] }
        #expect(freed?.allSatisfy { $0 == 0xa5 } == true)
        secret = nil
        #expect(freed?.allSatisfy { $0 == 0 } == true)
        #expect(SecureHeap.used == 0)
      }
    }

    @Test("room whose filling fails is wiped and given back")
    func failedFill() async {
      await #expect(processExitsWith: .success) {
        try SecureHeap.start(size: 1 << 16)
        for _ in 0..<1_000 {
          #expect(throws: CryptoError.entropyUnavailable) {
            try SecretBytes(count: 1_024) { (target) throws(CryptoError) in
              target.initializeMemory(as: UInt8.self, repeating: 0xa5)
              throw .entropyUnavailable
            }
          }
        }
        #expect(SecureHeap.used == 0)
      }
    }

    @Test("messages that do not authenticate leave nothing on it")
    func failedOpening() async {
      await #expect(processExitsWith: .success) {
        try SecureHeap.start(size: 1 << 16)
        let cipher = try AES256GCM(key: SecretBytes(copying: repeated(1, 32)))
        let used = SecureHeap.used
        for _ in 0..<1_000 {
          #expect(throws: CryptoError.authenticationFailed) {
            try cipher.open(repeated(0, 1_024), binding: [UInt8]())
          }
        }
        #expect(SecureHeap.used == used)
      }
    }

    @Test("its size is decided once; asking again changes nothing")
    func onceOnly() async {
      await #expect(processExitsWith: .success) {
        try SecureHeap.start(size: 1 << 16)
        try SecureHeap.start(size: 1 << 20)
        #expect(throws: CryptoError.secureHeapExhausted) {
          try SecretBytes(count: 1 << 17) { (_) throws(CryptoError) in }
        }
      }
    }
  }
#endif
