import SignetAPI
import SignetJSON

extension Session {
  /// With `--json`: the items of a page as they came, one a line.
  func printItems(of page: [UInt8], atMost limit: Int = .max) throws(CommandError) {
    guard isJSON else { return }
    guard let page = try? MessageDecoding.value(of: page),
      case .array(let items)? = page.object?["items"]
    else { throw .client(.protocolViolation("the page has no items")) }
    try printLines(items.prefix(limit))
  }

  /// JSON values, one a line.
  func printLines(_ values: some Sequence<JSONValue>) throws(CommandError) {
    var bytes: [UInt8] = []
    for value in values { bytes += value.text + [UInt8(ascii: "\n")] }
    try console.print(SafeText.json(bytes))
  }
}
