import Glibc
import SignetAPI

/// A moment as an admin writes it: RFC 3339 in UTC, or the wall clock of the zone
/// ("2026-11-25 18:00" or "2026-11-25 18:00:30").
enum TimeInput {
  static func parse(_ text: String, zone: TimeText.Zone) -> APITime? {
    if let time = APITime(text) { return time }
    guard text.utf8.count == 16 || text.utf8.count == 19 else { return nil }
    let full = text.utf8.count == 16 ? text + ":00" : text
    // The strict reader decides what a wall clock may look like.
    guard text.utf8.dropFirst(10).first == UInt8(ascii: " "),
      let asUTC = APITime(full.replacing(" ", with: "T") + "Z")
    else { return nil }
    if zone == .utc { return asUTC }
    var seconds = time_t(asUTC.milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    parts.tm_isdst = -1
    tzset()
    let local = mktime(&parts)
    return local >= 0 ? APITime(milliseconds: Int64(local) * 1000) : nil
  }
}
