internal import CSpawn
public import Foundation
internal import Synchronization

/// A program that runs beside the tests. What it writes, on either stream, is gathered.
///
/// Not Foundation's `Process`: that of Swift 6.3 looks for its highest descriptor by copying 256
/// bytes of each name that `readdir` gives, also of the last ones in its buffer, and so crashes now
/// and then where more than about 1,350 descriptors are open.
/// Source: swift-corelibs-foundation, pull request 5472.
public final class ChildProcess: Sendable {
  public enum End: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  private struct State {
    var output: [UInt8] = []
    var end: End?
  }

  public let pid: pid_t
  private let state = Mutex(State())
  private let closed = DispatchSemaphore(value: 0)
  private let grown = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - environment: what is added to the tests' own.
  ///   - input: what the program finds on its standard input.
  public init(
    _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = []
  ) throws {
    let words = arguments.map { strdup($0) } + [nil]
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let variables = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    let started = try Self.spawning.withLock { _ in try Self.spawn(words, variables) }
    pid = started.pid
    Thread.detachNewThread { self.gather(from: started.output) }
    Self.write(input, to: started.input)
  }

  /// One at a time, so that no program holds the ends of another one's pipes, not for a moment.
  private static let spawning = Mutex(())

  private static func spawn(
    _ words: [UnsafeMutablePointer<CChar>?], _ variables: [UnsafeMutablePointer<CChar>?]
  ) throws -> (pid: pid_t, output: CInt, input: CInt) {
    let output = try pipe()
    let source = try pipe()
    defer {
      close(output.write)
      close(source.read)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard let program = words[0] else { throw Failure("no program to start") }
    posix_spawn_file_actions_adddup2(&actions, source.read, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, output.write, 2)
    // A copy of another test's socket, which NIO's are without `SOCK_CLOEXEC`, would keep it open
    // after that test has closed it, and whoever waits for its end would wait for this program's.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var pid = pid_t()
    let code = posix_spawnp(&pid, program, &actions, nil, words, variables)
    guard code == 0 else {
      close(output.read)
      close(source.write)
      throw Failure("a program could not be started: errno \(code)")
    }
    return (pid, output.read, source.write)
  }

  /// Both ends are kept from the other programs that are started meanwhile.
  private static func pipe() throws -> (read: CInt, write: CInt) {
    var ends: [CInt] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw Failure("no pipe: errno \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func write(_ input: [UInt8], to descriptor: CInt) {
    var rest = input[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    close(descriptor)
  }

  private func gather(from descriptor: CInt) {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      state.withLock { $0.output += buffer[..<count] }
      grown.signal()
    }
    close(descriptor)
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    state.withLock { $0.end = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal) }
    closed.signal()
    grown.signal()
  }

  public var output: [UInt8] { state.withLock { $0.output } }
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// How it ended; nil while it runs.
  public var end: End? { state.withLock { $0.end } }

  /// Waits until the output holds `text`, two minutes at most. False if the program ended, or time
  /// did, without it.
  public func waits(for text: String) -> Bool {
    let limit = DispatchTime.now() + 120
    while !self.text.contains(text) {
      if end != nil { return self.text.contains(text) }
      if grown.wait(timeout: limit) == .timedOut { return false }
    }
    return true
  }

  public func send(_ signal: CInt) {
    // Not to a number that may be another process's by now.
    if end == nil { kill(pid, signal) }
  }

  /// Waits for its end, two minutes at most; then it is killed, so that a test fails and does not
  /// wait for ever.
  @discardableResult
  public func wait() -> End {
    if closed.wait(timeout: .now() + 120) == .timedOut {
      send(SIGKILL)
      closed.wait()
    }
    closed.signal()
    return end ?? .exit(-1)
  }
}
