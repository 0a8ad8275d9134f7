public import SignetJSON

extension JSONPointer {
  /// The place that a decoder stands at.
  public init(path: [any CodingKey]) {
    self.init(path.map { key in key.intValue.map(Step.index) ?? .name(key.stringValue) })
  }

  /// The place of a member that the message does not know. Its name comes from the peer and may
  /// be anything, so only the beginning of a long one is repeated.
  static func unknownMember(_ name: String, in path: [any CodingKey]) -> JSONPointer {
    JSONPointer(path: path + [MemberKey(String(name.prefix(64)))])
  }
}
