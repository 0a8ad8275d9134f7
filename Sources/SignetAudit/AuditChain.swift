public import SignetCrypto

/// A walk along the log that believes nothing: it computes each link itself and stops at the first
/// entry that is not the one that was linked.
///
/// Give it every entry in the order of the sequence, then call `finish()`. After an error the walk is
/// over: what follows a bad entry cannot be judged.
public struct AuditChain: Sendable {
  /// The last place that was found good.
  public private(set) var reached: AuditHead
  private let head: AuditHead?
  private var headWasMet: Bool

  /// A walk that starts after `start` and must come by `head`: the newest place that is known for
  /// certain, for the log can be longer but not shorter. Without one, entries cut off at the end
  /// are not noticed.
  public init(after start: AuditHead, meeting head: AuditHead? = nil) {
    reached = start
    self.head = head
    headWasMet = head == nil || head == start
  }

  /// Takes the next entry, as it is stored: the sequence and the link beside it are only claims.
  ///
  /// Answers the decoded entry. Throws the error that names the first bad sequence.
  @discardableResult
  public mutating func accept(
    sequence: UInt64, encodedEntry: some ByteSource, storedLink: AuditLink
  ) throws(AuditChainError) -> AuditEntry {
    let (expected, isLast) = reached.sequence.addingReportingOverflow(1)
    guard !isLast, sequence >= expected else {
      throw .reordered(sequence: expected, found: sequence)
    }
    guard sequence == expected else { throw .missing(sequence: expected) }

    let decoded = Self.decode(encodedEntry)
    // An entry out of place is told from an altered one before its link, which both break.
    if case .success(let entry) = decoded, entry.sequence != expected {
      throw .reordered(sequence: expected, found: entry.sequence)
    }
    let link = try link(to: encodedEntry, sequence: expected)
    guard link == storedLink else { throw .altered(sequence: expected) }
    let entry: AuditEntry
    switch decoded {
    case .success(let decoded): entry = decoded
    case .failure(let error): throw .malformed(sequence: expected, error)
    }
    if let head, head.sequence == expected {
      guard head.link == link else { throw .replaced(sequence: expected) }
      headWasMet = true
    }
    reached = AuditHead(sequence: expected, link: link)
    return entry
  }

  /// Ends the walk. Throws `.cutOff` if the log ends before the head, and `.replaced` if the walk
  /// started at another link than the head's, or after it.
  public func finish() throws(AuditChainError) {
    guard let head, !headWasMet else { return }
    guard reached.sequence >= head.sequence else { throw .cutOff(sequence: reached.sequence + 1) }
    throw .replaced(sequence: head.sequence)
  }

  private func link(
    to encodedEntry: some ByteSource, sequence: UInt64
  ) throws(AuditChainError) -> AuditLink {
    do { return try reached.link.next(encodedEntry) } catch {
      throw .uncomputable(sequence: sequence, error)
    }
  }

  private static func decode(
    _ bytes: some ByteSource
  ) -> Result<AuditEntry, AuditEncodingError> {
    do { return .success(try AuditEntry(decoding: bytes)) } catch { return .failure(error) }
  }
}
