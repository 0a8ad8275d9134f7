/// When something was seen. *Unknown* is never told as *never*: it takes an unbroken record to say
/// that nothing was there.
public enum Sighting: Equatable, Sendable {
  case unknown
  case never
  case at(Timestamp)
}
