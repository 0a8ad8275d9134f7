import Glibc
import SignetCrypto

/// Another program, found on the PATH and run to its end. What goes in and comes out goes through
/// pipes, never through a file or an argument.
struct ChildProgram {
  let name: String
  let arguments: [String]

  init(_ name: String, _ arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  /// Bytes of its output and of its complaints that are taken.
  static let outputLimit = 16 * 1024

  /// What it wrote, in locked memory. Its input must fit into a pipe at once: at most 4,096 bytes.
  ///
  /// Throws `ChildFault.failed` where it ends with anything but 0.
  func run(input: some ByteSource) throws(ChildFault) -> SecretBytes {
    // PIPE_BUF: what is written whole without anybody reading, see pipe(7).
    guard input.byteCount <= 4096 else { throw .inputTooLong(program: name) }
    let (given, taken, complained) = (try Pipe(for: name), try Pipe(for: name), try Pipe(for: name))
    let pid = try ChildSpawn.start(
      [name] + arguments, input: given.reading, output: taken.writing, errors: complained.writing)
    given.closeReading()
    taken.closeWriting()
    complained.closeWriting()
    // It may have gone without reading: then its status says why.
    input.withBytes { _ = write(given.writing, $0.baseAddress, $0.count) }
    given.closeWriting()
    let gathered: (output: SecretBytes, complaint: [UInt8])?
    do throws(CryptoError) {
      gathered = try ChildOutput.gather(
        output: taken.reading, errors: complained.reading, limit: Self.outputLimit)
    } catch {
      taken.closeReading()
      complained.closeReading()
      _ = Self.wait(for: pid)
      throw .crypto(error)
    }
    // Closed before the wait: a child that still writes must end.
    taken.closeReading()
    complained.closeReading()
    let ending = Self.wait(for: pid)
    guard let gathered else { throw .outputTooLong(program: name) }
    guard ending == .exit(0) else {
      throw .failed(
        program: name, ending: ending, complaint: ChildFault.lastLine(of: gathered.complaint))
    }
    return gathered.output
  }

  private static func wait(for pid: pid_t) -> ChildFault.Ending {
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { return .exit(-1) }
    }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}

/// Both ends of a pipe, kept from other programs, each closed once.
private final class Pipe {
  private(set) var reading: CInt
  private(set) var writing: CInt

  init(for program: String) throws(ChildFault) {
    var ends: (CInt, CInt) = (-1, -1)
    let made = withUnsafeMutablePointer(to: &ends) {
      $0.withMemoryRebound(to: CInt.self, capacity: 2) { pipe($0) }
    }
    guard made == 0 else { throw .notStarted(program: program, code: errno) }
    (reading, writing) = ends
    for end in [reading, writing] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    closeReading()
    closeWriting()
  }

  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }
}
