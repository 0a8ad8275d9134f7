public import SignetAPI

extension Problem {
  /// With the code `lease_behind`: the least revision that the lease must hold.
  public var requiredRevision: UInt64? { number("revision") }

  private func number(_ name: String) -> UInt64? {
    guard let value = members[name] else { return nil }
    return try? MessageDecoding.decode(UInt64.self, from: value)
  }
}
