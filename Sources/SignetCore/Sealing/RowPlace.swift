/// Where a row stands in the order in which all rows are walked: workspaces by their creation, then
/// reservations by (tag, owner), then tombstones by their tag.
enum RowPlace: Sendable {
  case workspace(created: UInt64)
  case reservation(LookupTag, LookupTag)
  case tombstone(LookupTag)

  init(_ row: WorkspaceRow) { self = .workspace(created: row.created) }
  init(_ row: ReservationRow) { self = .reservation(row.tag, row.owner) }
  init(_ row: TombstoneRow) { self = .tombstone(row.tag) }
}

extension RowPlace: Comparable {
  static func < (left: RowPlace, right: RowPlace) -> Bool {
    switch (left, right) {
    case (.workspace(let left), .workspace(let right)): left < right
    case (.reservation(let left, let leftOwner), .reservation(let right, let rightOwner)):
      left == right ? leftOwner.precedes(rightOwner) : left.precedes(right)
    case (.tombstone(let left), .tombstone(let right)): left.precedes(right)
    case (.workspace, .reservation), (.workspace, .tombstone), (.reservation, .tombstone): true
    case (.reservation, .workspace), (.tombstone, .workspace), (.tombstone, .reservation): false
    }
  }
}

extension LookupTag {
  /// As the store orders them: by their bytes.
  fileprivate func precedes(_ other: LookupTag) -> Bool {
    bytes.lexicographicallyPrecedes(other.bytes)
  }
}
