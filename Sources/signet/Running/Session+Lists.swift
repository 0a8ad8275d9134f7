import SignetAPI

extension Session {
  /// With `--json`: the items of a page as they came, one a line.
  func printItems(of page: [UInt8], atMost limit: Int = .max) throws(CommandError) {
    guard isJSON else { return }
    guard let document = try? JSONDocument(parsing: page),
      case .array(let items)? = document.object?["items"]
    else { throw .client(.protocolViolation("the page has no items")) }
    try printLines(items.prefix(limit))
  }

  /// JSON values, one a line.
  func printLines(_ values: some Sequence<JSONDocument>) throws(CommandError) {
    var bytes: [UInt8] = []
    for value in values { bytes += value.bytes() + [UInt8(ascii: "\n")] }
    try console.print(bytes)
  }
}
