/// A transcript of a shell session: what is typed, and what comes back.
///
/// - `$ command` is played through `/bin/sh` in the test's folder; lines `> …` continue it.
/// - Lines below are the standard output, those with `! ` in front the standard error.
/// - `=> 64` is the exit status; without it 0 is expected.
/// - `# …` is a comment. A line `...` is any number of lines.
/// - `<time>`, `<in>`, `<kid>`, `<secret>`, `<token>`, `<n>`, `<hex>` and `<text>` stand for what
///   differs from run to run.
struct Transcript {
  struct Step {
    var line: Int
    var command: String
    var output: [String] = []
    var errors: [String] = []
    var status: Int32 = 0
  }

  var steps: [Step] = []

  /// Throws a `Mistake` for a line before the first command or a status that is no number.
  init(_ text: String) throws(Mistake) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let rest = String(line.dropFirst(2))
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("$ ") {
        steps.append(Step(line: index + 1, command: rest))
        continue
      }
      guard let last = steps.indices.last else {
        if line.isEmpty { continue }
        throw Mistake(line: index + 1)
      }
      if line.hasPrefix("> ") {
        steps[last].command += "\n" + rest
      } else if line.hasPrefix("! ") || line == "!" {
        steps[last].errors.append(rest)
      } else if line.hasPrefix("=> ") {
        guard let status = Int32(line.dropFirst(3)) else { throw Mistake(line: index + 1) }
        steps[last].status = status
      } else {
        steps[last].output.append(String(line))
      }
    }
    for index in steps.indices {
      while steps[index].output.last == "" { steps[index].output.removeLast() }
    }
  }

  struct Mistake: Error {
    let line: Int
  }
}
