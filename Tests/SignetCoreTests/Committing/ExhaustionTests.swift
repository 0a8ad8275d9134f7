import SignetCrypto
import SignetTestProcesses
import SignetTestSupport
import Testing

@testable import SignetCore

@Suite("no chance and no memory for secrets", .timeLimit(.minutes(5)))
struct ExhaustionTests {
  @Test("where chance runs out, nothing was changed", arguments: 0..<12)
  func entropy(draws: Int) async throws {
    let signet = try TestService()
    try await signet.create()
    let revision = signet.service.revision
    signet.entropy.fail(after: draws)
    let rotate = RotateSecret(id: try workspaceID())
    let result: Result<Receipt, SignetError>
    do throws(SignetError) {
      result = .success(
        try await signet.perform(rotate))
    } catch {
      result = .failure(error)
    }
    signet.entropy.fail(after: nil)
    switch result {
    case .success:
      // A rotation draws eight or nine times: a key id, its seal, a secret, its seal, the record's,
      // the salt's, the entry's and the ledger's.
      #expect(draws >= 8)
      #expect(try await signet.states() == "1 retiring, 2 current")
    case .failure(let error):
      #expect(error == .unavailable(.crypto("entropyUnavailable")))
      #expect(signet.service.revision == revision)
      #expect(try await signet.states() == "1 current")
    }
    #expect(try await signet.verifyAudit().fault == nil)
    #expect(try await signet.service.verifyRows().isWhole)
  }

  // A small heap, in a process of its own; its half holds 32 keys of this length.
  @Test("verifiers' questions cannot take the memory that a revocation needs")
  func cacheIsBounded() async {
    await #expect(processExitsWith: .success) {
      try SecureHeap.start(size: 1 << 16)
      let signet = try TestService()
      for number in 0..<100 {
        let text = String(repeating: "x", count: 900) + "\(number)"
        try await signet.create("w\(number)", secret: try ownSecret(text))
      }
      for number in 0..<100 { try #require(try await signet.accepted("w\(number)") == [1]) }
      try #require(SecureHeap.used < 3 << 14)
      for number in 0..<100 {
        try await signet.perform(
          RevokeSecret(id: try workspaceID("w\(number)"), version: .current))
      }
      try #require(signet.events.all.isEmpty)
    }
  }

  @Test("where the memory is exhausted all the same, what can be read again is let go first")
  func relief() async {
    await #expect(processExitsWith: .success) {
      try SecureHeap.start(size: 1 << 16)
      let signet = try TestService()
      for number in 0..<30 {
        let text = String(repeating: "x", count: 900) + "\(number)"
        try await signet.create("w\(number)", secret: try ownSecret(text))
      }
      var hoard: [SecretBytes] = []
      while let bytes = try? SecretBytes(count: 512, fill: { _ in }) { hoard.append(bytes) }
      try await signet.perform(RevokeSecret(id: try workspaceID("w7"), version: .current))
      try #require(try await signet.accepted("w7") == [2])
      try #require(!hoard.isEmpty)
    }
  }

  @Test("a source of chance that gives always the same mints nothing twice")
  func stuck() async throws {
    let folder = try TemporaryFolder()
    let service = try SecretService.open(
      store: try WatchedStore(in: folder), master: try TestService.masterKey(1),
      clock: ManualClock(), entropy: ConstantEntropy())
    defer { service.stop() }
    let context = RequestContext(requestID: "r")
    _ = try await service.perform(
      CreateWorkspace(id: try workspaceID()), as: .admin, context: context)
    await #expect(throws: SignetError.unavailable(.crypto("entropyUnavailable"))) {
      try await service.perform(
        RotateSecret(id: try workspaceID()), as: .admin, context: context)
    }
    #expect(service.revision == 2)
  }

  // In a process of its own: the memory for secrets is the whole process's.
  @Test("where the memory for secrets is exhausted, nothing was changed, and later it works again")
  func memory() async {
    await #expect(processExitsWith: .success) {
      let signet = try TestService()
      try await signet.create()
      let revision = signet.service.revision
      var hoard: [SecretBytes] = []
      var size = 1 << 20
      while size >= 32 {
        if let bytes = try? SecretBytes(count: size, fill: { _ in }) {
          hoard.append(bytes)
        } else {
          size /= 2
        }
      }
      await #expect(throws: SignetError.unavailable(.crypto("secureHeapExhausted"))) {
        try await signet.rotate()
      }
      await #expect(throws: SignetError.unavailable(.crypto("secureHeapExhausted"))) {
        try await signet.reveal(.current)
      }
      try #require(signet.service.revision == revision)
      hoard.removeAll()
      try await signet.rotate()
      try #require(try await signet.verifyAudit().fault == nil)
    }
  }
}

private struct ConstantEntropy: EntropySource {
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    target.initializeMemory(as: UInt8.self, repeating: 7)
  }
}
