import Foundation
import SignetTestProcesses
import Testing

/// What the machine's log learns of a call: nothing. The journal puts the command line beside
/// whatever a process logs, and so an id, a reason, a name.
@Suite(
  "journal",
  .enabled(
    if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"),
    "it takes root and strace"))
struct JournalTests {
  @Test("a caller that may not raise its priority logs nothing about that")
  func silence() throws {
    let daemon = try ScriptDaemon()
    let trace = "\(daemon.folder)/trace"
    let played = try daemon.play(
      """
      strace -f -qq -e trace=connect,setpriority -o \(trace) \
      setpriv --bounding-set=-sys_nice --inh-caps=-sys_nice signet workspace list
      """)
    #expect(played.status == 0, "\(played.errors)")
    let calls = try String(contentsOfFile: trace, encoding: .utf8)
    // It was refused, and did what it was called for.
    #expect(calls.contains("EACCES"), "\(calls)")
    #expect(calls.contains("admin/signet.sock"), "\(calls)")
    #expect(!calls.contains("/dev/log") && !calls.contains("/run/systemd/journal"), "\(calls)")
    #expect(daemon.stop())
  }
}
