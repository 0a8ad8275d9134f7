import SignetCrypto

/// Why another program did not do what it was started for.
enum ChildFault: Error, Equatable {
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  case notFound(program: String)
  case notStarted(program: String, code: Int32)
  /// `complaint`: the last line that it wrote about it.
  case failed(program: String, ending: Ending, complaint: String)
  case inputTooLong(program: String)
  case outputTooLong(program: String)
  case crypto(CryptoError)

  var message: String {
    switch self {
    case .notFound(let program): "there is no \(program) on this machine"
    case .notStarted(let program, let code):
      "\(program) could not be started: \(SystemText.of(code))"
    case .failed(let program, .exit(let status), let complaint):
      "\(program) failed (\(status))" + (complaint.isEmpty ? "" : ": \(complaint)")
    case .failed(let program, .signal(let signal), let complaint):
      "\(program) was ended by signal \(signal)" + (complaint.isEmpty ? "" : ": \(complaint)")
    case .inputTooLong(let program): "the input for \(program) is too long"
    case .outputTooLong(let program): "\(program) writes more than it should"
    case .crypto(let error): StartError.message(error)
    }
  }

  /// The last line that says something, as a line of ours may hold it.
  static func lastLine(of text: [UInt8]) -> String {
    let lines = text.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard let last = lines.last else { return "" }
    let printable = last.prefix(300).filter { $0 >= 0x20 && $0 != 0x7F }
    return String(decoding: printable, as: UTF8.self)
  }
}
