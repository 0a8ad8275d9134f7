/// A workspace as its sealed record says: a value that transitions change, and that is written
/// back whole.
///
/// Invariant: exactly one version is current, at most one is retiring.
public struct Workspace: Sendable {
  /// Versions after which a workspace cannot be rotated any more: its record is opened in locked
  /// memory, all versions at once. At one a week it is reached after 39 years.
  public static let maximumVersions = 2048

  public let id: WorkspaceID
  /// The revision that created it.
  public let created: UInt64
  public let createdAt: Timestamp
  public let createdBy: String
  /// The revision that last changed it.
  public internal(set) var revision: UInt64
  public internal(set) var settings: SecuritySettings
  /// In the order of their numbers, 1 first.
  public internal(set) var versions: [SecretVersion]
  var idempotency: [IdempotencyRecord]

  /// The version that the customer is meant to sign with.
  public var current: SecretVersion {
    // The invariant holds from creation on, and decoding refuses a record without it.
    versions[currentIndex]
  }

  public var retiring: SecretVersion? { versions.last { $0.grace != nil } }

  /// When the grace window ends; nil where there is none.
  public var nextDeadline: Timestamp? { retiring?.grace?.acceptUntil }

  /// When `rotation due` is to be said; nil where the settings name no age.
  public var rotationDueAt: Timestamp? { settings.rotateEvery.map { current.createdAt + $0 } }

  var currentIndex: Int { versions.lastIndex { $0.isCurrent } ?? versions.startIndex }
  var retiringIndex: Int? { versions.lastIndex { $0.grace != nil } }

  var isConsistent: Bool {
    versions.count { $0.isCurrent } == 1 && versions.count { $0.grace != nil } <= 1
      && versions.enumerated().allSatisfy { $0.element.number == UInt32($0.offset) + 1 }
  }

  /// Throws `SignetError.versionNotFound`.
  public func version(_ selector: VersionSelector) throws(SignetError) -> SecretVersion {
    versions[try index(of: selector)]
  }

  func index(of selector: VersionSelector) throws(SignetError) -> Int {
    switch selector {
    case .current: return currentIndex
    case .retiring:
      guard let retiringIndex else { throw .noRotation }
      return retiringIndex
    case .number(let number):
      guard number >= 1, number <= versions.count else { throw .versionNotFound }
      return Int(number) - 1
    }
  }
}
