import SignetCrypto
import Synchronization

/// A sequence that a seed decides: SplitMix64. For tests that must fail again the same way.
final class SeededEntropy: EntropySource {
  private let state: Mutex<UInt64>

  init(_ seed: UInt64) {
    state = Mutex(seed)
  }

  func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    for index in target.indices { target[index] = UInt8(truncatingIfNeeded: next()) }
  }
}

/// A generator that is stuck.
struct ConstantEntropy: EntropySource {
  let byte: UInt8

  func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    target.initializeMemory(as: UInt8.self, repeating: byte)
  }
}
