import COpenSSL
import SignetCrypto

/// The bytes that hexadecimal digits stand for. A slip of the pen in a vector stops the tests.
func hex(_ digits: String) -> [UInt8] {
  let digits = Array(digits.utf8)
  precondition(digits.count % 2 == 0, "an odd number of digits")
  return stride(from: 0, to: digits.count, by: 2).map { index in
    guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
    else { preconditionFailure("not hexadecimal") }
    return byte
  }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func repeated(_ byte: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }

/// A copy of the bytes of `secret`, to compare with what they should be.
func copy(_ secret: SecretBytes) -> [UInt8] { secret.withBytes { Array($0) } }

/// `bytes` with one bit the other way round.
func flipped(_ bytes: [UInt8], bit: Int) -> [UInt8] {
  var bytes = bytes
  bytes[bit / 8] ^= 1 << UInt8(bit % 8)
  return bytes
}

/// Whether libcrypto's error queue of this thread is empty, as each operation must leave it.
func errorQueueIsEmpty() -> Bool { ERR_peek_error() == 0 }

/// Always the same bytes: 0, 1, 2 …
struct CountingEntropy: EntropySource {
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    for index in target.indices { target[index] = UInt8(truncatingIfNeeded: index) }
  }
}

/// Gives nothing.
struct NoEntropy: EntropySource {
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(CryptoError) {
    throw .entropyUnavailable
  }
}
