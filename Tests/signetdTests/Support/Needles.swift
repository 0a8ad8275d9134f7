import Foundation

/// Texts that must be nowhere, and where each came from.
struct Needles {
  var texts: [(what: String, bytes: [UInt8])] = []

  mutating func add(_ what: String, _ text: String) {
    texts.append((what, Array(text.utf8)))
  }

  /// A secret in every spelling in which it could have been kept.
  mutating func add(secret bytes: [UInt8]) {
    texts.append(("a secret's bytes", bytes))
    add("a secret as base64url", Spelling.base64URL(bytes))
    add("a secret as base64", Data(bytes).base64EncodedString())
    add("a secret as hexadecimal", Spelling.hexadecimal(bytes))
    add("a secret as hexadecimal", Spelling.hexadecimal(bytes).uppercased())
  }

  /// What of it is in `files`.
  func found(in files: [String: [UInt8]]) -> [String] {
    files.flatMap { name, bytes in
      let content = Data(bytes)
      return texts.filter { content.range(of: Data($0.bytes)) != nil }
        .map { "\($0.what) in \(name)" }
    }
  }
}
