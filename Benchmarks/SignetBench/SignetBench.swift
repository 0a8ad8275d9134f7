import Foundation
import SignetTestProcesses

/// `SignetBench DAEMON [VERIFIERS [REVOCATIONS]]`: how long a revocation takes until all verifiers hold
/// it, and what it costs the daemon.
@main
enum SignetBench {
  static func main() {
    let arguments = CommandLine.arguments
    guard (2...4).contains(arguments.count) else {
      print("usage: SignetBench DAEMON [VERIFIERS [REVOCATIONS]]")
      exit(64)
    }
    let numbers = arguments.dropFirst(2).map { Int($0) ?? 0 }
    let verifiers = numbers.first ?? 1000
    let revocations = numbers.dropFirst().first ?? 50
    guard verifiers > 0, revocations > 0 else {
      print("give a number of verifiers and of revocations above 0")
      exit(64)
    }
    do {
      allowDescriptors(verifiers)
      for fetching in [false, true] {
        let measured = try measure(arguments[1], verifiers, revocations, fetching: fetching)
        report(measured, verifiers, fetching: fetching)
      }
    } catch {
      print("no measurement: \(error)")
      exit(1)
    }
  }

  /// For itself and for the daemon, which inherits it.
  private static func allowDescriptors(_ verifiers: Int) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, rlim_t(2 * verifiers + 256)))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  private static func measure(
    _ program: String, _ verifiers: Int, _ revocations: Int, fetching: Bool
  ) throws -> Measurement {
    let daemon = try BenchDaemon(program)
    var admin = try UnixConnection(to: daemon.socket("admin"))
    defer { close(admin.descriptor) }
    _ = try admin.call(UnixConnection.post("/v1/workspaces", #"{"id": "bench"}"#))
    var result = Measurement()
    for _ in 0..<revocations {
      result.committed.append(try revoke("{}", &admin).took)
    }
    let crowd = try Crowd(
      verifiers, socket: daemon.socket("verifier"), workspace: "bench", fetching: fetching)
    let thread = Thread { crowd.run() }
    thread.start()
    defer { crowd.end() }
    while crowd.ready < verifiers {
      if let failure = crowd.failure { throw Failure(failure) }
      usleep(10_000)
    }
    let before = try daemon.processorTime()
    for _ in 0..<revocations {
      let (took, answer) = try revoke(#"{"wait": "65s"}"#, &admin)
      if let failure = crowd.failure { throw Failure(failure) }
      guard answer.contains("\"complete\":true") else { throw Failure("incomplete: \(answer)") }
      result.held.append(took)
      // What a uid may be shown a second is not what is measured.
      usleep(fetching ? useconds_t(600 * verifiers) : 50_000)
    }
    result.processorTime = try daemon.processorTime() - before
    return result
  }

  private static func revoke(
    _ body: String, _ admin: inout UnixConnection
  ) throws -> (took: Duration, answer: String) {
    let begun = ContinuousClock.now
    let answer = try admin.call(
      UnixConnection.post("/v1/workspaces/bench/secrets/current/revoke", body))
    return (ContinuousClock.now - begun, answer)
  }

  private static func report(_ measured: Measurement, _ verifiers: Int, fetching: Bool) {
    func line(_ what: String, _ durations: [Duration]) {
      let values = [0.5, 0.99].map {
        Measurement.percentile($0, of: durations).inMilliseconds
      }
      print("  \(what): p50 \(values[0]), p99 \(values[1])")
    }
    let count = measured.held.count
    print(
      "\(verifiers) verifiers, \(count) revocations, "
        + (fetching ? "all hold the workspace and fetch it anew" : "none holds the workspace"))
    line("commit alone            ", measured.committed)
    line("until the last holds it ", measured.held)
    let each = measured.processorTime / count
    print("  processor time of the daemon: \(each.inMilliseconds) a revocation")
    var load = [Double](repeating: 0, count: 1)
    if getloadavg(&load, 1) == 1 {
      print("  load of the machine meanwhile: \((load[0] * 10).rounded() / 10)")
    }
  }
}
