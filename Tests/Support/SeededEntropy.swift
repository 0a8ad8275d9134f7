public import SignetCrypto
internal import Synchronization

/// A sequence that a seed decides (SplitMix64), so that a failing test fails again the same way. It
/// can be made to give nothing.
public final class SeededEntropy: EntropySource {
  private struct State {
    var value: UInt64
    /// Draws that still succeed; nil: all.
    var left: Int?
  }

  private let state: Mutex<State>

  public init(_ seed: UInt64) {
    state = Mutex(State(value: seed))
  }

  /// Lets the next `count` draws succeed and all after them fail; nil: none fails any more.
  public func fail(after count: Int?) { state.withLock { $0.left = count } }

  public func next() -> UInt64 { state.withLock { Self.next(&$0) } }

  /// A number from 0 to below `bound`.
  public func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  public func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    let isEmpty = state.withLock { state in
      if let left = state.left {
        guard left > 0 else { return true }
        state.left = left - 1
      }
      for index in target.indices {
        target[index] = UInt8(truncatingIfNeeded: Self.next(&state))
      }
      return false
    }
    if isEmpty { throw .entropyUnavailable }
  }

  private static func next(_ state: inout State) -> UInt64 {
    state.value &+= 0x9E37_79B9_7F4A_7C15
    var value = state.value
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
