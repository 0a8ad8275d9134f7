import Glibc

/// What the kernel says of this process. What it does not let us read is nil.
///
/// Sources: proc(5), getrusage(2), getrlimit(2).
struct ProcessFigures: Sendable {
  var residentBytes: UInt64?
  var virtualBytes: UInt64?
  /// Time on a processor, in user and in system mode.
  var cpuSeconds: Double?
  var openDescriptors: Int?
  var maximumDescriptors: UInt64?

  /// Reads a few files of the kernel's; not for an event loop.
  static func read() -> ProcessFigures {
    var figures = ProcessFigures()
    if let pages = statm() {
      let size = UInt64(sysconf(CInt(_SC_PAGESIZE)))
      figures.virtualBytes = pages.total * size
      figures.residentBytes = pages.resident * size
    }
    var usage = rusage()
    if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
      figures.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
    figures.openDescriptors = openDescriptors()
    var files = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 {
      figures.maximumDescriptors = UInt64(files.rlim_cur)
    }
    return figures
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func statm() -> (total: UInt64, resident: UInt64)? {
    let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let numbers = String(decoding: buffer.prefix(count), as: UTF8.self)
      .split(separator: " ").prefix(2).compactMap { UInt64($0) }
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  /// A process may list its own descriptors also where it is not dumpable.
  private static func openDescriptors() -> Int? {
    guard let directory = opendir("/proc/self/fd") else { return nil }
    defer { closedir(directory) }
    var count = 0
    while let entry = readdir(directory) {
      if entry.pointee.d_name.0 != CChar(bitPattern: UInt8(ascii: ".")) { count += 1 }
    }
    // The one that the listing itself takes.
    return count - 1
  }
}
