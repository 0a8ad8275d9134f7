import Foundation

/// Waits for what the daemon does by itself. False if it never does, so that a test fails and does
/// not wait for ever.
func eventually(_ isSo: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<3_000 {
    if try isSo() { return true }
    usleep(10_000)
  }
  return false
}
