/// A key set as a verifier of the model holds it: names of keys, and no keys.
struct ModelKeys: Sendable, Equatable {
  let workspace: String
  let revision: UInt64
  let eTag: String
  /// The accepted ones.
  let kids: Set<String>
  /// Of the retiring one, in milliseconds since 1970.
  let deadlines: [String: Int64]
}

/// What the daemon answers to a request, as far as the verifiers of the model look at it.
enum Reply: Sendable {
  /// Nobody took the request, or the answer was lost.
  case lost(wasSent: Bool)
  case granted(lease: String, revision: UInt64, epoch: String)
  case keys(ModelKeys, epoch: String)
  case notModified
  case renewed(holds: UInt64)
  case released
  case refused(code: String, revision: UInt64?)
}

/// What a stream says.
enum Told: Sendable {
  case keys(workspace: String, revision: UInt64, epoch: String)
  case reset(revision: UInt64, epoch: String)
  case ended
}
