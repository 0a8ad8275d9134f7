extension JSONNumber {
  /// The value times 10^`power`, without what is left behind the decimal point; `nil` if it is
  /// negative or does not fit. No double comes in between. "-0" is nought.
  public func magnitude(timesTenToThe power: Int) -> Int64? {
    var digits: [UInt8] = []
    var scale = power
    var isNegative = false
    var isFraction = false
    for (index, character) in text.utf8.enumerated() {
      switch character {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isFraction { scale -= 1 }
        if character != UInt8(ascii: "0") || !digits.isEmpty { digits.append(character - 48) }
      default:  // e or E: what follows is the exponent
        scale += exponent(from: index + 1)
        return magnitude(digits, scale: scale, isNegative: isNegative)
      }
    }
    return magnitude(digits, scale: scale, isNegative: isNegative)
  }

  /// The exponent that starts at `offset`, held within a range that nothing can come back from.
  private func exponent(from offset: Int) -> Int {
    let limit = 1 << 40
    var exponent = 0
    var isNegative = false
    for character in text.utf8.dropFirst(offset) {
      switch character {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "+"): break
      default: exponent = min(exponent * 10 + Int(character) - 48, limit)
      }
    }
    return isNegative ? -exponent : exponent
  }

  private func magnitude(_ digits: [UInt8], scale: Int, isNegative: Bool) -> Int64? {
    guard !digits.isEmpty else { return 0 }
    let length = digits.count + scale
    guard !isNegative, length <= 19 else { return nil }
    var value: Int64 = 0
    for place in 0..<max(length, 0) {
      let digit = place < digits.count ? Int64(digits[place]) : 0
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }
}
