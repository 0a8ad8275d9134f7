import SignetCore

/// How far a moment is from now, as an admin reads it: "3 s ago", "in 26 h", to the nearest unit.
struct AgeText {
  let now: Timestamp

  func text(_ time: Timestamp) -> String {
    let distance = (time - now).milliseconds
    let length = Self.length(milliseconds: abs(distance))
    return distance > 0 ? "in \(length)" : "\(length) ago"
  }

  /// The same units as the command's: the two are read side by side.
  static func length(milliseconds: Int64) -> String {
    func rounded(_ unit: Int64) -> Int64 { milliseconds / unit + (milliseconds % unit * 2 / unit) }
    switch milliseconds {
    case ..<90_000: return "\(rounded(1000)) s"
    case ..<(90 * 60_000): return "\(rounded(60_000)) min"
    case ..<(48 * 3_600_000): return "\(rounded(3_600_000)) h"
    default: return "\(rounded(86_400_000)) d"
    }
  }
}
