/// Why bytes are not an audit entry. None tells what the bytes hold.
public enum AuditEncodingError: Error, Equatable, Sendable {
  /// They do not start with the name and version of this encoding.
  case foreign
  /// They end early, go on past the end, or hold a length, flag or text that no entry has.
  case malformed
  /// The number of the actor's kind means nothing here.
  case unknownActor(UInt8)
  /// The number of the role means nothing here.
  case unknownRole(UInt8)
  /// The number of the action means nothing here; a newer Signet may know it.
  case unknownAction(UInt32)
  /// The number of the outcome means nothing here.
  case unknownOutcome(UInt8)
  /// The salt does not have its 16 bytes.
  case invalidSalt
}
