internal import COpenSSL

/// Contiguous bytes that a primitive can read in place, secret or not.
public protocol ByteSource {
  var byteCount: Int { get }
  func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
}

extension UnsafeRawBufferPointer: ByteSource {
  public var byteCount: Int { count }
  public func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try body(self)
  }
}

extension Array: ByteSource where Element == UInt8 {
  public var byteCount: Int { count }
  public func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try span.withUnsafeBytes(body)
  }
}

extension ArraySlice: ByteSource where Element == UInt8 {
  public var byteCount: Int { count }
  public func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try span.withUnsafeBytes(body)
  }
}

/// Whether two byte strings are the same, in a time that depends on their lengths only.
public func constantTimeEqual(_ left: some ByteSource, _ right: some ByteSource) -> Bool {
  left.withBytes { left in
    right.withBytes { right in
      guard left.count == right.count else { return false }
      guard let a = left.baseAddress, let b = right.baseAddress else { return true }
      return CRYPTO_memcmp(a, b, left.count) == 0
    }
  }
}

/// Overwrites bytes in a way that the compiler may not leave out.
public func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
  if let start = bytes.baseAddress { OPENSSL_cleanse(start, bytes.count) }
}
