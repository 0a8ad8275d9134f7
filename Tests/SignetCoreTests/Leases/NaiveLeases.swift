import Testing

@testable import SignetCore

/// The rules of leases written down as simply as they can be said, over lists that are searched from end
/// to end: what the table must agree with.
struct NaiveLeases {
  struct Known {
    let id: LeaseID
    let verifier: String
    let uid: UInt32
    let workspaces: Set<String>?
    var holds: UInt64
    var end: Duration
    var isReleased = false

    func concerns(_ workspace: String?) -> Bool {
      guard let workspaces, let workspace else { return true }
      return workspaces.contains(workspace)
    }
  }

  struct Change {
    let revision: UInt64
    /// Nil: it is not known which one it was.
    let workspace: String?
    let at: Duration
    /// When the workspace was fetched without a lease for the last time before.
    let fetchedAt: Duration?
  }

  var leases: [Known] = []
  var changes: [Change] = []
  var fetches: [(workspace: String, at: Duration)] = []
  var newest: UInt64

  func live(_ now: Duration) -> [Known] { leases.filter { !$0.isReleased && now < $0.end } }

  mutating func publish(_ workspace: String, _ now: Duration) {
    newest += 1
    changes.append(
      Change(
        revision: newest, workspace: workspace, at: now,
        fetchedAt: fetches.last { $0.workspace == workspace }?.at))
  }

  /// Some changes are found to have been made, nobody knows which.
  mutating func recover(to revision: UInt64, _ now: Duration) {
    guard revision != newest else { return }
    newest = revision
    let last = fetches.map(\.at).max()
    // All that was known before is forgotten.
    changes = [Change(revision: revision, workspace: nil, at: now - .seconds(5), fetchedAt: last)]
  }

  private func concerning(_ lease: Known) -> [Change] {
    changes.filter { $0.revision > lease.holds && lease.concerns($0.workspace) }
  }

  /// The revision that the lease must hold by now, where it does not.
  func required(_ lease: Known, _ now: Duration) -> UInt64? {
    concerning(lease).last { $0.at + .seconds(5) <= now }?.revision
  }

  /// What a lease that takes this one's place is to hold; nil where it may not.
  func inherited(_ lease: Known, by workspaces: Set<String>?, _ now: Duration) -> UInt64? {
    let holds = concerning(lease).isEmpty ? newest : lease.holds
    let overdue = changes.contains { change in
      change.revision > holds && change.at + .seconds(5) <= now
        && (lease.concerns(change.workspace)
          || change.workspace.map { workspaces?.contains($0) ?? true } ?? true)
    }
    return overdue ? nil : holds
  }

  func lag(_ lease: Known) -> Int { concerning(lease).count }

  enum Answer: Equatable {
    case renewed(UInt64)
    case behind(UInt64)
    case notFound, forbidden, invalid
  }

  mutating func renew(
    _ id: LeaseID, holds: UInt64, uid: UInt32, _ now: Duration
  ) -> Answer {
    guard let index = leases.firstIndex(where: { $0.id == id }), !leases[index].isReleased,
      now < leases[index].end
    else { return .notFound }
    guard leases[index].uid == uid else { return .forbidden }
    guard holds <= newest else { return .invalid }
    var lease = leases[index]
    lease.holds = max(lease.holds, holds)
    if let required = required(lease, now) { return .behind(required) }
    if concerning(lease).isEmpty { lease.holds = newest }
    lease.end = now + .seconds(60)
    leases[index] = lease
    return .renewed(lease.holds)
  }

  struct Standing: Equatable {
    var holding: Set<LeaseID> = []
    var behind: Set<LeaseID> = []
    var expired: Set<LeaseID> = []
    var anonymousUntil: Duration?
  }

  func standing(of revision: UInt64, _ now: Duration) -> Standing {
    var result = Standing()
    let change = changes.first { $0.revision == revision }
    // What a recovery made forgotten has the end of all fetches before it.
    let unknown = changes.first { $0.workspace == nil }
    let fetchedAt = change.map { $0.fetchedAt } ?? unknown?.fetchedAt
    if let fetchedAt, now < fetchedAt + .seconds(60) {
      result.anonymousUntil = fetchedAt + .seconds(60)
    }
    for lease in leases where !lease.isReleased && lease.concerns(change?.workspace) {
      if now < lease.end {
        if lease.holds >= revision {
          result.holding.insert(lease.id)
        } else {
          result.behind.insert(lease.id)
        }
      } else if lease.holds < revision, now < lease.end + .seconds(600) {
        // What was over before the change has nothing to do with it.
        if let change, change.workspace != nil, lease.end <= change.at { continue }
        result.expired.insert(lease.id)
      }
    }
    return result
  }
}
