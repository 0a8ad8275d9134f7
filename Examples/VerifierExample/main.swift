import Glibc
import SignetVerifier

// Judges identity tokens that come on standard input, one a line; an empty line is a visitor
// without one.
let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  print("usage: VerifierExample SOCKET WORKSPACE")
  exit(64)
}
let workspace = arguments[2]

// One verifier a process. It begins here, and returns when the workspace's keys may be used.
let verifier = IdentityVerifier(.init(name: "example", socketPath: arguments[1]))
try await verifier.prepare(workspace)
print("ready")

while let token = readLine() {
  if token.isEmpty {
    // It is counted; the visitor is refused where the workspace demands a token.
    print(verifier.noteMissingToken(workspace: workspace) ? "refused" : "anonymous")
    continue
  }
  do {
    switch try verifier.verify(token, workspace: workspace) {
    case .identified(let identity):
      print("identified \(identity.userId)")
    case .rejected(let rejection, let denied):
      print(denied ? "refused" : "anonymous", rejection.reason.rawValue)
    case .skipped:
      print("anonymous")
    }
  } catch {
    // No key may be used now: the visitor is one without a token, and never identified.
    print("anonymous keys_unavailable")
  }
}

// The last report, and the end of the lease: no change waits for this process any more.
await verifier.stop()
