public import SignetCrypto
import Synchronization

/// The name of one request: in its answer's `Request-Id`, in its audit entry and in the log.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
  /// 128 random bits, as two halves in the order in which they are written.
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The 16 bytes, most significant first.
  public var bytes: [UInt8] {
    [high, low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
  }

  /// The 32 hexadecimal digits, as ASCII.
  func withDigits<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      for place in 0..<32 {
        let half = place < 16 ? high : low
        let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (place & 15)) & 15)
        digits[place] = value < 10 ? 0x30 + value : 0x57 + value
      }
      return body(UnsafeRawBufferPointer(digits))
    }
  }

  /// 32 hexadecimal digits.
  public var description: String { withDigits { String(decoding: $0, as: UTF8.self) } }
}

/// Makes request ids, many from one draw of the generator.
public final class RequestIDSource: Sendable {
  private let entropy: any EntropySource
  private let pool = Mutex<[UInt8]>([])

  public init(entropy: any EntropySource = SystemEntropy()) { self.entropy = entropy }

  /// A new id. An id has to be unique, not secret, so where the source fails the kernel's
  /// generator stands in and the request goes on.
  func next() -> RequestID {
    pool.withLock { pool in
      if pool.count < 16 {
        guard let fresh = try? entropy.bytes(1024), fresh.count == 1024 else {
          var kernel = SystemRandomNumberGenerator()
          return RequestID(high: kernel.next(), low: kernel.next())
        }
        pool = fresh
      }
      return RequestID(high: Self.take(&pool), low: Self.take(&pool))
    }
  }

  private static func take(_ pool: inout [UInt8]) -> UInt64 {
    let value = pool.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    pool.removeLast(8)
    return value
  }
}
