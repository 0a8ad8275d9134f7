import Glibc
import SignetAPI

/// Moments as an admin reads them: the wall clock of the zone, and how far from now.
struct TimeText {
  enum Zone: Sendable {
    case local
    case utc
  }

  let zone: Zone
  let now: APITime

  /// "2026-11-25 08:58:22 CET (in 24 h)".
  func text(_ time: APITime) -> String {
    "\(clock(time)) (\(distance(to: time)))"
  }

  /// "2026-11-25 08:58:22 CET".
  func clock(_ time: APITime) -> String {
    var seconds = time_t(time.milliseconds / 1000)
    var parts = tm()
    switch zone {
    case .utc: gmtime_r(&seconds, &parts)
    case .local:
      tzset()
      localtime_r(&seconds, &parts)
    }
    var buffer = [CChar](repeating: 0, count: 64)
    // `gmtime_r` calls the zone GMT, which the rest of Signet calls UTC.
    let format = zone == .utc ? "%Y-%m-%d %H:%M:%S UTC" : "%Y-%m-%d %H:%M:%S %Z"
    let length = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// "in 3 h", "2 d ago", "now"; to the nearest unit.
  func distance(to time: APITime) -> String {
    let difference = time.milliseconds - now.milliseconds
    let length = Self.length(milliseconds: abs(difference))
    if length == "0 s" { return "now" }
    return difference > 0 ? "in \(length)" : "\(length) ago"
  }

  static func length(milliseconds: Int64) -> String {
    func rounded(_ unit: Int64) -> Int64 { (milliseconds + unit / 2) / unit }
    switch milliseconds {
    case ..<90_000: return "\(rounded(1000)) s"
    case ..<(90 * 60_000): return "\(rounded(60_000)) min"
    case ..<(48 * 3_600_000): return "\(rounded(3_600_000)) h"
    default: return "\(rounded(86_400_000)) d"
    }
  }

  func text(_ sighting: Sighting?) -> String? {
    switch sighting {
    case nil: nil
    case .unknown: "unknown"
    case .never: "never"
    case .at(let time): text(time)
    }
  }
}
