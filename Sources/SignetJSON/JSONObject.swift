/// The members of a JSON object in their order. Names are told apart by their code points, not by
/// Unicode's canonical equivalence as `String` does it. Objects are equal if their members are, in
/// the same order.
public struct JSONObject: Sendable, Hashable {
  public private(set) var members: [JSONMember]

  /// An object of these members; of two with one name the later wins.
  public init(_ members: [JSONMember] = []) {
    self.members = []
    self.members.reserveCapacity(members.count)
    for member in members { self[member.name] = member.value }
  }

  /// The same without a look for names that occur twice: the caller knows that none does.
  public init(distinct members: [JSONMember]) {
    self.members = members
  }

  /// The value of the member of this name. A new member comes last; nil takes one away.
  public subscript(name: String) -> JSONValue? {
    get { members.index(of: name).map { members[$0].value } }
    set {
      switch (members.index(of: name), newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(JSONMember(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// In the order of the literal; of two with one name the later wins.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self.init(members.map { JSONMember(name: $0.0, value: $0.1) })
  }
}
