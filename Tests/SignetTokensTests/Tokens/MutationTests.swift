import SignetCrypto
import SignetJSON
import SignetTokens
import Testing

@Suite("Mutated tokens")
struct MutationTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4]

  /// One to three random changes.
  private func mutated(_ bytes: [UInt8], _ chance: SeededEntropy) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=".utf8)
    var bytes = bytes
    for _ in 0...chance.below(3) where !bytes.isEmpty {
      let place = chance.below(bytes.count)
      switch chance.below(6) {
      case 0: bytes[place] ^= 1 << UInt8(chance.below(8))
      case 1: bytes[place] = alphabet[chance.below(alphabet.count)]
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(alphabet[chance.below(alphabet.count)], at: place)
      case 4: bytes.swapAt(place, chance.below(bytes.count))
      default: bytes.removeSubrange(place..<min(place + 1 + chance.below(8), bytes.count))
      }
    }
    return bytes
  }

  @Test("of 20,000 mutations of a valid token none is accepted", arguments: seeds)
  func token(seed: UInt64) throws {
    let chance = SeededEntropy(seed)
    let token = TokenBuilder.claims(#""email":"a@b.c","exp":1760003600,"plan":{"a":[1,2]}"#)
    let keys = try Fixture.keys()
    var changed = 0
    for _ in 0..<5_000 {
      let mutant = mutated(token, chance)
      let identity = try? IdentityToken.verify(
        mutant, keys: keys, rules: TokenRules(), now: Fixture.now, deadlineNow: Fixture.now)
      #expect((identity != nil) == (mutant == token), "seed \(seed): \(mutant)")
      if mutant != token { changed += 1 }
    }
    #expect(changed > 4_500)
  }

  @Test("whatever payload is signed, an identity that comes of it is whole", arguments: seeds)
  func payload(seed: UInt64) throws {
    let chance = SeededEntropy(seed)
    let payload = Array(
      #"{"userId":"u-1","name":"Zo\u00eb \ud83e\udd8a","iat":1760000000.5,"p":[{"a":-1.5e3},null]}"#
        .utf8)
    var identified = 0
    for _ in 0..<2_500 {
      let mutant = mutated(payload, chance)
      guard let identity = try? Fixture.verify(TokenBuilder.token(payload: mutant)) else {
        continue
      }
      identified += 1
      #expect(!identity.userId.isEmpty)
      guard case .object = try StrictJSON.parse(identity.properties) else {
        Issue.record("seed \(seed): properties are no object: \(mutant)")
        continue
      }
      #expect(try StrictJSON.parse(identity.properties).text == identity.properties)
    }
    #expect(identified > 100)
  }
}
