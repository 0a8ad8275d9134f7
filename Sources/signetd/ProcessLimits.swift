import CLinux
import Glibc

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
}
