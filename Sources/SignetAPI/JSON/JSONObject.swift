/// The members of a JSON object in their order. Names are told apart byte by byte, not by
/// Unicode's canonical equivalence as `String` does it.
public struct JSONObject: Sendable, Hashable {
  public struct Member: Sendable, Hashable {
    public var name: String
    public var value: JSONDocument

    public init(_ name: String, _ value: JSONDocument) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var members: [Member]

  /// An object of these members; of two with one name the later wins.
  public init(_ members: [Member] = []) {
    self.members = []
    for member in members { self[member.name] = member.value }
  }

  /// The parser has refused duplicates already.
  init(distinct members: [Member]) {
    self.members = members
  }

  public subscript(name: String) -> JSONDocument? {
    get { index(of: name).map { members[$0].value } }
    set {
      switch (index(of: name), newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
    }
  }

  private func index(of name: String) -> Int? {
    members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
  }
}
