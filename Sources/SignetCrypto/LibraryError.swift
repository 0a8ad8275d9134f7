internal import COpenSSL

extension CryptoError {
  /// libcrypto's own words for the failure of `function`, and clears its error queue.
  static func library(_ function: String) -> CryptoError {
    var text = [CChar](repeating: 0, count: 256)
    let code = ERR_get_error()
    ERR_error_string_n(code, &text, text.count)
    ERR_clear_error()
    let end = text.firstIndex(of: 0) ?? text.endIndex
    let reason = String(decoding: text[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return .library(function: function, reason: reason)
  }
}
