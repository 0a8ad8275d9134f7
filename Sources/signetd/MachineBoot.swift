import Glibc

/// Which boot of the machine this is. What was given out on a local socket in an earlier one has gone
/// with the processes that had it.
enum MachineBoot {
  /// What the unit hands over where it hides the kernel's own word (systemd's `%b`).
  private static let variable = "MACHINE_BOOT"

  /// 32 hexadecimal digits. Empty where it cannot be found out, which counts as the same boot each
  /// time: then leases of an earlier one are waited for in vain for a minute, and none is forgotten.
  static func read() -> String {
    let text = kernelsWord() ?? getenv(variable).map { String(cString: $0) } ?? ""
    let digits = text.lowercased().filter(\.isHexDigit)
    return digits.utf8.count == 32 ? digits : ""
  }

  private static func kernelsWord() -> String? {
    let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = Glibc.read(file, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
  }
}
