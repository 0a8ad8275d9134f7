/// The bounds that a verifier keeps its keys within.
struct CachePolicy: Sendable {
  /// How often a lease is renewed.
  static let renewal = Duration.seconds(15)
  /// Between two renewals, at least: changes that come together are claimed together.
  static let spacing = Duration.milliseconds(20)
  /// How long after a look at a workspace another may be sent for the sake of a bad signature.
  static let patience = Duration.seconds(1)
  /// A lease this close to its end is renewed even if key sets must be dropped for it.
  static let dropMargin = Duration.seconds(20)
  /// How often is looked for workspaces that are not used.
  static let sweep = Duration.seconds(60)

  /// Workspaces that are held at most; the one not used for longest makes place.
  var capacity = 10_000
  /// How long a workspace is held that is not used.
  var idle = Duration.seconds(3600)
  /// Fetches at the same time.
  var fetches = 8
}
