// Searches in the bytes of files.

extension [UInt8] {
  /// Whether `needle` is part of it.
  func holds(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return false }
    return withUnsafeBufferPointer { bytes in
      var index = 0
      while index <= bytes.count - needle.count {
        if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) {
          return true
        }
        index += 1
      }
      return false
    }
  }
}
