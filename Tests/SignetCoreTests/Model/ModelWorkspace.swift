import SignetTestSupport

@testable import SignetCore

/// SECRETS.md's states in the plainest words, to compare the service with: a few lines that share
/// nothing with it.
struct ModelWorkspace {
  enum State: Equatable {
    case current, retired, revoked
    case retiring(until: Int64)
  }

  /// By number, 1 first.
  var versions: [State] = [.current]
  /// When the rotation was that made the retiring version so.
  var rotatedAt: Int64 = 0
  var isDeleted = false

  var current: Int { (versions.firstIndex(of: .current) ?? -1) + 1 }

  var retiring: (number: Int, until: Int64)? {
    for (index, state) in versions.enumerated() {
      if case .retiring(let until) = state { return (index + 1, until) }
    }
    return nil
  }

  /// The accepted versions, current first.
  func accepted(at now: Int64) -> [UInt32] {
    guard let retiring, now < retiring.until else { return [UInt32(current)] }
    return [UInt32(current), UInt32(retiring.number)]
  }

  mutating func pass(_ now: Int64) {
    if let retiring, retiring.until <= now { versions[retiring.number - 1] = .retired }
  }

  var states: String {
    versions.enumerated().map { index, state in
      let name =
        switch state {
        case .current: "current"
        case .retired: "retired"
        case .revoked: "revoked"
        case .retiring: "retiring"
        }
      return "\(index + 1) \(name)"
    }.joined(separator: ", ")
  }

  // Each answers the code of the refusal, or nil.

  mutating func rotate(grace: Int64, expected: Int?, force: Bool, now: Int64) -> String? {
    if force, expected == nil { return "invalid_request" }
    if let expected, expected != current { return "version_mismatch" }
    if let retiring {
      guard force else { return "rotation_in_progress" }
      versions[retiring.number - 1] = .revoked
    }
    versions[current - 1] = grace == 0 ? .retired : .retiring(until: now + grace)
    rotatedAt = now
    versions.append(.current)
    return nil
  }

  mutating func finish() -> String? {
    guard let retiring else { return "no_rotation" }
    versions[retiring.number - 1] = .retired
    return nil
  }

  mutating func reschedule(until: Int64, now: Int64) -> String? {
    guard let retiring else { return "no_rotation" }
    guard until > now, until <= rotatedAt + 30 * 86_400_000 else { return "invalid_request" }
    versions[retiring.number - 1] = .retiring(until: until)
    return nil
  }

  mutating func rollBack(revoking: Bool) -> String? {
    guard let retiring else { return "no_rotation" }
    versions[current - 1] = revoking ? .revoked : .retiring(until: retiring.until)
    versions[retiring.number - 1] = .current
    return nil
  }

  mutating func revoke(_ number: Int) -> String? {
    guard number >= 1, number <= versions.count else { return "version_not_found" }
    switch versions[number - 1] {
    case .current:
      versions[number - 1] = .revoked
      versions.append(.current)
    case .retiring: versions[number - 1] = .revoked
    case .retired, .revoked: break
    }
    return nil
  }

  func reveal(_ number: Int) -> String? {
    guard number >= 1, number <= versions.count else { return "version_not_found" }
    switch versions[number - 1] {
    case .current, .retiring: return nil
    case .retired, .revoked: return "version_not_accepted"
    }
  }
}
