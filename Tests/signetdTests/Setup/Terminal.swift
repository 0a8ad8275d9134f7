import Foundation
import SignetTestProcesses

/// A program on a terminal of its own, and somebody who answers what it asks.
enum Terminal {
  struct Step {
    /// What must be on the terminal before the answer.
    let wait: String
    let answer: Answer

    enum Answer {
      case type(String)
      /// Not by a key: to the program itself.
      case signal(CInt)
    }

    init(_ wait: String, type text: String) { (self.wait, answer) = (wait, .type(text)) }
    init(_ wait: String, signal code: CInt) { (self.wait, answer) = (wait, .signal(code)) }
  }

  struct Session {
    /// All that the terminal showed.
    let shown: String
    /// Whether what is typed was shown, at each step.
    let echoes: [Bool]
    /// The same after the end.
    let echoesAfter: Bool
    /// As a shell tells it.
    let status: Int
  }

  /// The shell stays while the program goes: with its session's leader a terminal loses its settings,
  /// and nobody would see what the program left behind.
  private static let script = """
    import json, os, pty, sys, termios
    job = json.load(sys.stdin)
    pid, master = pty.fork()
    if pid == 0:
        shell = 'trap : INT QUIT; "$@"; echo "ended with $?."; read answer'
        os.execvp("sh", ["sh", "-c", shell, "sh"] + job["words"])
    shown = b""
    def await_text(text, start):
        global shown
        while text not in shown[start:]:
            piece = os.read(master, 4096)
            if not piece:
                sys.exit("the terminal was closed: " + repr(shown))
            shown += piece
        return shown.index(text, start) + len(text)
    def echo():
        return bool(termios.tcgetattr(master)[3] & termios.ECHO)
    place, echoes = 0, []
    for step in job["steps"]:
        place = await_text(step["wait"].encode(), place)
        echoes.append(echo())
        if "type" in step:
            os.write(master, step["type"].encode())
        else:
            child = open(f"/proc/{pid}/task/{pid}/children").read().split()[0]
            os.kill(int(child), step["signal"])
    place = await_text(b"ended with ", place)
    end = await_text(b".", place)
    json.dump({"shown": shown.decode(), "echoes": echoes, "after": echo(),
               "status": int(shown[place:end - 1])}, sys.stdout)
    """

  static func run(
    _ words: [String], environment: [String: String], steps: [Step]
  ) throws -> Session {
    let job: [String: Any] = [
      "words": words,
      "steps": steps.map { step -> [String: Any] in
        switch step.answer {
        case .type(let text): ["wait": step.wait, "type": text]
        case .signal(let code): ["wait": step.wait, "signal": Int(code)]
        }
      },
    ]
    let process = try ChildProcess(
      ["/usr/bin/python3", "-c", script], environment: environment,
      input: Array(try JSONSerialization.data(withJSONObject: job)))
    guard process.wait() == .exit(0),
      let answer = try JSONSerialization.jsonObject(with: Data(process.output)) as? [String: Any],
      let shown = answer["shown"] as? String, let echoes = answer["echoes"] as? [Bool],
      let after = answer["after"] as? Bool, let status = answer["status"] as? Int
    else { throw Failure(process.text) }
    return Session(shown: shown, echoes: echoes, echoesAfter: after, status: status)
  }
}
