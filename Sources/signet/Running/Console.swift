import Glibc

/// The two streams that a command writes to.
struct Console: Sendable {
  let terminal: Terminal

  /// Writes to the standard output; throws `outputFailed` where not all of it was taken, for then
  /// a secret or an answer is lost.
  func print(_ text: String) throws(CommandError) {
    try write(Array(text.utf8), to: 1)
  }

  func print(_ bytes: [UInt8]) throws(CommandError) {
    try write(bytes, to: 1)
  }

  /// Writes to the standard error, as well as it can be.
  func note(_ text: String) {
    try? write(Array(text.utf8), to: 2)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(CommandError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .outputFailed(errno)
      }
    }
  }
}
