/// What scrypt is to cost: N (how often), r (block size) and p (how many times over).
/// Source: RFC 7914 §2 and §6.
public struct ScryptCost: Equatable, Sendable {
  public let n: UInt64
  public let r: UInt32
  public let p: UInt32

  /// N=2¹⁷, r=8, p=1: 128 MiB and about half a second.
  /// Source: OWASP Password Storage Cheat Sheet, the first of its choices for scrypt.
  public static let recommended = ScryptCost(17)

  /// 1 GiB. What comes from outside and asks for more is not computed.
  public static let memoryLimit: UInt64 = 1 << 30

  /// Eight runs over the memory that may be had.
  public static let workLimit: UInt64 = 8 * memoryLimit

  /// Nil unless N is a power of two above 1 and below 2^(16·r), and neither the memory nor the work
  /// is above its limit: a text from outside must not decide for how long this computes.
  public init?(n: UInt64, r: UInt32, p: UInt32) {
    guard n > 1, n & (n - 1) == 0, r > 0, p > 0 else { return nil }
    guard UInt64(n.trailingZeroBitCount) < 16 * UInt64(r) else { return nil }
    let (memory, isTooMuch) = n.multipliedReportingOverflow(by: 128 * UInt64(r))
    let (work, isTooLong) = memory.multipliedReportingOverflow(by: UInt64(p))
    guard !isTooMuch, memory <= Self.memoryLimit, !isTooLong, work <= Self.workLimit else {
      return nil
    }
    self.n = n
    self.r = r
    self.p = p
  }

  private init(_ exponent: UInt64) {
    n = 1 << exponent
    r = 8
    p = 1
  }

  /// Bytes that the computation works in.
  public var memory: UInt64 { 128 * UInt64(r) * n }
}
