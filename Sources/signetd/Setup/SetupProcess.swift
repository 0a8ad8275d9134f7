import Glibc
import SignetCrypto

/// What the process is before it touches a key: root's, and never in a swap or a core file.
enum SetupProcess {
  static func prepare() throws(SetupError) {
    guard geteuid() == 0 else { throw .notRoot }
    ProcessLimits.apply()
    // Root may raise it, where its own limit is lower than what the passphrase's memory takes.
    var all = rlimit(rlim_cur: .max, rlim_max: .max)
    setrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &all)
    // The keys lie on the secure heap, which is locked in any case. But libcrypto computes scrypt
    // on the ordinary heap, and the passphrase's key could be had from that.
    guard mlockall(CInt(MCL_CURRENT) | CInt(MCL_FUTURE)) == 0 else {
      throw .memoryNotLocked(code: errno)
    }
    do throws(CryptoError) {
      try SecureHeap.start()
    } catch {
      throw .crypto(error)
    }
  }

  /// Runs what must be done whole or not at all: Ctrl-C and a polite end wait until it is.
  static func uninterrupted(_ body: () throws(SetupError) -> Void) throws(SetupError) {
    let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    let before = signals.map { signal($0, SIG_IGN) }
    defer { for (code, handler) in zip(signals, before) { signal(code, handler) } }
    try body()
  }
}
