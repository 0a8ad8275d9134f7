import SignetCore

// Rows for tests of stores, told apart by a number.

func tag(_ number: Int) -> LookupTag {
  var bytes = [UInt8](repeating: 0xA5, count: LookupTag.length)
  for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: number >> (8 * (7 - index))) }
  return LookupTag(bytes)
}

func workspaceRow(
  _ number: Int, created: UInt64? = nil, revision: UInt64? = nil, deadline: Int64? = nil,
  record: [UInt8] = [1, 2, 3],
  usage: [UInt8]? = nil
) -> WorkspaceRow {
  let created = created ?? UInt64(number)
  return WorkspaceRow(
    tag: tag(number), created: created, revision: revision ?? created, nextDeadline: deadline,
    generation: 1, wrappedKey: [7, 7], record: record, usage: usage)
}

func auditRow(_ sequence: UInt64, time: Int64 = 1_000, workspace: Int? = nil) -> AuditRow {
  AuditRow(
    sequence: sequence, time: time, workspace: workspace.map(tag),
    link: [UInt8](repeating: UInt8(truncatingIfNeeded: sequence), count: 32), sealed: [9, 9])
}

func reservationRow(_ number: Int, owner: Int, revision: UInt64 = 1) -> ReservationRow {
  ReservationRow(
    tag: tag(number), owner: tag(owner), revision: revision, generation: 1, sealed: [4])
}

func tombstoneRow(_ number: Int, revision: UInt64 = 1) -> TombstoneRow {
  TombstoneRow(tag: tag(number), revision: revision, generation: 1, sealed: [5])
}

func leaseRow(_ number: Int, sealed: [UInt8] = [6]) -> LeaseRow {
  LeaseRow(tag: tag(number), generation: 1, sealed: sealed)
}
