import SignetCrypto
import SignetTokens

extension CanonicalWriter {
  mutating func write(_ time: Timestamp) { write(time.milliseconds) }
}

extension CanonicalReader {
  mutating func timestamp() throws(CryptoError) -> Timestamp {
    Timestamp(milliseconds: try int64())
  }

  mutating func duration() throws(CryptoError) -> Duration { .milliseconds(try int64()) }

  mutating func bool() throws(CryptoError) -> Bool {
    switch try uint8() {
    case 0: false
    case 1: true
    default: throw .malformedEncoding
    }
  }

  mutating func array() throws(CryptoError) -> [UInt8] { Array(try bytes()) }

  mutating func keyID() throws(CryptoError) -> KeyID {
    guard let kid = KeyID(try string()) else { throw .malformedEncoding }
    return kid
  }

  /// A list behind its count.
  mutating func list<Element>(
    _ element: (inout CanonicalReader) throws(CryptoError) -> Element
  ) throws(CryptoError) -> [Element] {
    let count = try uint32()
    var list: [Element] = []
    for _ in 0..<count { list.append(try element(&self)) }
    return list
  }
}
