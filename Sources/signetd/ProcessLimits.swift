import CLinux
import Glibc
import Logging

/// What the process asks of the kernel before it holds a secret.
enum ProcessLimits {
  static func apply() {
    // No core file and no tracer may hold a secret.
    _ = signet_forbid_dumps()
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    // A connection each, thousands of them: the soft limit is for programs that use select(2).
    var files = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 {
      files.rlim_cur = files.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    }
    // A client that has gone is an error of its connection, not the end of the daemon.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Tells the operator where the connections that are allowed could not all be had.
  static func warn(ifFewerDescriptorsThan count: Int, _ logger: Logger) {
    var files = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0,
      files.rlim_cur < UInt(count)
    else { return }
    logger.warning(
      "fewer descriptors than connections are allowed",
      metadata: ["limit": "\(files.rlim_cur)", "needed": "\(count)"])
  }
}
