import SignetCrypto

extension UsageGap {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(at)
    switch cause {
    case .uncleanStop: writer.write(UInt8(1))
    case .notCountedBefore: writer.write(UInt8(2))
    case .leaseRanOut(let verifier):
      writer.write(UInt8(3))
      writer.write(verifier)
    case .notChecked: writer.write(UInt8(4))
    case .tooMuchReported: writer.write(UInt8(5))
    case .damaged: writer.write(UInt8(6))
    }
  }

  /// Throws `CryptoError.malformedEncoding`.
  init(from reader: inout CanonicalReader) throws(CryptoError) {
    at = try reader.timestamp()
    switch try reader.uint8() {
    case 1: cause = .uncleanStop
    case 2: cause = .notCountedBefore
    case 3: cause = .leaseRanOut(verifier: try reader.string())
    case 4: cause = .notChecked
    case 5: cause = .tooMuchReported
    case 6: cause = .damaged
    default: throw .malformedEncoding
    }
  }
}
