/// The code points of bytes that may or may not be UTF-8, read in place, so that a secret leaves no
/// copy behind. Source: RFC 3629 §4.
public struct UTF8Scalars {
  private let bytes: UnsafeRawBufferPointer
  /// How many bytes have been read.
  public private(set) var position = 0

  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  public enum Reading: Equatable, Sendable {
    case scalar(Unicode.Scalar)
    case invalid
    case end
  }

  /// The next code point. After `.invalid`, `position` is where the invalid sequence starts.
  public mutating func next() -> Reading {
    guard position < bytes.count else { return .end }
    let first = bytes[position]
    if first < 0x80 {
      position += 1
      return .scalar(Unicode.Scalar(first))
    }
    let length: Int
    let lowest: UInt32
    switch first {
    case 0xC2...0xDF: (length, lowest) = (2, 0x80)
    case 0xE0...0xEF: (length, lowest) = (3, 0x800)
    case 0xF0...0xF4: (length, lowest) = (4, 0x10000)
    default: return .invalid
    }
    guard position + length <= bytes.count else { return .invalid }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[position + offset]
      guard byte & 0xC0 == 0x80 else { return .invalid }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Overlong forms are below the lowest; surrogates and what lies past U+10FFFF are no scalars.
    guard value >= lowest, let scalar = Unicode.Scalar(value) else { return .invalid }
    position += length
    return .scalar(scalar)
  }

  /// Where the first sequence starts that is not UTF-8.
  public static func firstInvalidOffset(in bytes: UnsafeRawBufferPointer) -> Int? {
    var scalars = UTF8Scalars(bytes)
    while true {
      switch scalars.next() {
      case .scalar: continue
      case .invalid: return scalars.position
      case .end: return nil
      }
    }
  }
}
