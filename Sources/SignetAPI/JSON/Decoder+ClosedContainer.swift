extension Decoder {
  /// The container of a message that has these members and no others. Throws a `MessageError`
  /// where there is another: a misspelt `grase` must not mean the default.
  public func closedContainer<Key: CodingKey & CaseIterable>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = type.allCases.map(\.stringValue)
    for key in try container(keyedBy: MemberKey.self).allKeys
    where !known.contains(where: { $0.utf8.elementsEqual(key.stringValue.utf8) }) {
      let list =
        known.isEmpty
        ? "no member is expected" : "known here: " + known.sorted().joined(separator: ", ")
      throw MessageError(
        .unknownMember, at: .unknownMember(key.stringValue, in: codingPath),
        "this member is not known; " + list)
    }
    return try container(keyedBy: type)
  }
}
