import NIOHTTP1

/// What the engine itself has to know of a header, gathered in one pass over its fields.
struct HeadInspection {
  private(set) var contentLength: Int?
  private(set) var isChunked = false
  private(set) var expectsContinue = false
  private(set) var isUpgrade = false
  private(set) var refusal: EngineRefusal?
  private var hosts = 0
  private var transferEncodings = 0
  private var expectsOther = false

  init(_ head: NIOHTTP1.HTTPRequestHead) {
    var isBrowser = false
    for (name, value) in head.headers {
      // The length decides most fields; only a match of it is worth a comparison.
      switch name.utf8.count {
      case 4 where name.isSameField("host"): hosts += 1
      case 6 where name.isSameField("expect"):
        if value.isSameField("100-continue") { expectsContinue = true } else { expectsOther = true }
      case 6 where name.isSameField("origin"): isBrowser = true
      case 7 where name.isSameField("referer"): isBrowser = true
      case 7 where name.isSameField("upgrade"): isUpgrade = true
      case 14 where name.isSameField("content-length"): contentLength = Int(value)
      case 14 where name.isSameField("sec-fetch-site"): isBrowser = true
      case 17 where name.isSameField("transfer-encoding"):
        transferEncodings += 1
        isChunked = value.isSameField("chunked")
      default: ()
      }
    }
    refusal = verdict(on: head, isBrowser: isBrowser)
  }

  /// The parser refuses much of this by itself. It is repeated because request smuggling lives on
  /// two readers' differences, and the parser's leniency is not ours to decide.
  private func verdict(
    on head: NIOHTTP1.HTTPRequestHead, isBrowser: Bool
  ) -> EngineRefusal? {
    let isHTTP11 = head.version.minor >= 1
    if isHTTP11 ? hosts != 1 : hosts > 1 { return .malformedRequest(.hostMissing) }
    if transferEncodings > 0 {
      if contentLength != nil { return .malformedRequest(.lengthAmbiguous) }
      if transferEncodings > 1 || !isChunked || !isHTTP11 {
        return .malformedRequest(.transferEncoding)
      }
    }
    // CONNECT names an authority, and what follows it would be another protocol.
    if head.method == .CONNECT { return .malformedRequest(.target) }
    if isBrowser { return .browserRequest }
    // An HTTP/1.0 client cannot mean it. Source: RFC 9110 §10.1.1.
    if expectsOther, isHTTP11 { return .expectationFailed }
    return nil
  }
}

extension String {
  /// Whether two field names, or values that ignore case, are the same. `lower` is in lower case.
  fileprivate func isSameField(_ lower: StaticString) -> Bool {
    guard utf8.count == lower.utf8CodeUnitCount else { return false }
    return lower.withUTF8Buffer { lower in
      var index = 0
      for byte in utf8 {
        let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if folded != lower[index] { return false }
        index += 1
      }
      return true
    }
  }
}
