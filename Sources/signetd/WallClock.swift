import Glibc
import SignetCore

/// The wall clock, read once at start. All later times are counted from it.
enum WallClock {
  static func read() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
