import Foundation
import SignetTestProcesses
import Testing

/// Sockets that somebody else listens on and hands over, as a service manager does.
@Suite("socket activation")
struct ActivationTests {
  /// Listens on a socket for each of `names`, in that order, and starts the daemon with them when
  /// somebody connects.
  static func start(_ names: [String], in folder: DaemonFolder) throws -> ChildProcess {
    var words = ["systemd-socket-activate"]
    for name in names { words += ["-l", "\(folder.path)/\(name).sock"] }
    words += ["--fdname=" + names.joined(separator: ":")]
    words += [
      Programs.path(of: "signetd"), "--state-dir", folder.state, "--master-key-file", folder.key,
      "--runtime-dir", folder.path + "/unused",
    ]
    return try ChildProcess(words)
  }

  /// Connects as soon as somebody listens.
  static func knock(_ path: String) throws -> RawClient {
    var client: RawClient?
    #expect(
      eventually {
        client = try? RawClient(path: path)
        return client != nil
      })
    return try #require(client)
  }

  @Test(
    "sockets are found by their names, in whatever order they come",
    arguments: [
      ["admin", "verifier", "audit"], ["audit", "admin", "verifier"],
      ["verifier", "audit", "admin"],
    ])
  func byName(names: [String]) throws {
    let folder = try DaemonFolder()
    let process = try Self.start(names, in: folder)
    for (name, role) in [("admin", "admin"), ("verifier", "verifier"), ("audit", "auditor")] {
      let client = try Self.knock("\(folder.path)/\(name).sock")
      #expect(try client.call(Request("GET", "/v1/status")).json["role"].string == role)
    }
    #expect(process.waits(for: "signetd: ready"))
    process.send(SIGTERM)
    #expect(process.wait() == .exit(0))
    // They are the manager's: it goes on listening.
    for name in names {
      #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(name).sock"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/unused"))
  }

  @Test(
    "too few, too many or other sockets are refused",
    arguments: [
      (["admin", "audit"], "hands over no socket with the name verifier"),
      (["admin", "admin", "verifier", "audit"], "two sockets with the name admin"),
      (["admin", "verifier", "audit", "metrics"], "a socket with the name \"metrics\""),
    ])
  func refused(names: [String], words: String) throws {
    let folder = try DaemonFolder()
    var unique = names
    for place in unique.indices.dropFirst() where unique[place] == unique[place - 1] {
      unique[place] += "2"
    }
    var arguments = ["systemd-socket-activate"]
    for name in unique { arguments += ["-l", "\(folder.path)/\(name).sock"] }
    arguments += [
      "--fdname=" + names.joined(separator: ":"), Programs.path(of: "signetd"), "--state-dir",
      folder.state,
      "--master-key-file", folder.key,
    ]
    let process = try ChildProcess(arguments)
    _ = try Self.knock("\(folder.path)/admin.sock")
    #expect(process.wait() == .exit(1))
    #expect(process.text.contains(words))
    #expect(process.text.contains("signetd: hint: "))
    #expect(!FileManager.default.fileExists(atPath: folder.database))
  }
}
