import Foundation
import SignetAPI
import SignetTestProcesses
import Testing

/// A socket serves its role's routes and no others; who connects is who the kernel says.
@Suite("roles")
struct RoleTests {
  private static func role(_ role: Role) -> RunningDaemon.Role {
    switch role {
    case .admin: .admin
    case .verifier: .verifier
    case .auditor: .audit
    }
  }

  @Test(
    "another role's route is 404 on this socket, and that it was tried is in the log",
    arguments: Role.allCases)
  func foreignRoutes(role: Role) throws {
    let daemon = try RunningDaemon()
    try daemon.create("acme")
    let foreign = Route.allCases.filter { !$0.roles.contains(role) }
    #expect(!foreign.isEmpty)
    for route in foreign {
      let before = try daemon.status()["revision"]
      let path = route.template.replacing("{ws}", with: "acme")
        .replacing("{version}", with: "current")
      let answer = try daemon.send(Self.role(role), Request(route.method.rawValue, path))
      #expect(answer.status == 404, "\(route.name)")
      #expect(answer.json["code"] == "not_found")
      #expect(answer[field: "Content-Type"] == "application/problem+json")
      let entry = try daemon.auditLog("&action=route.refuse").last ?? .null
      #expect(entry["requestId"].string == answer.requestID, "\(route.name)")
      #expect(entry["outcome"] == "denied")
      #expect(entry["code"] == "not_found")
      #expect(entry["actor"]["role"] == .string(role.rawValue))
      #expect(entry["workspace"] == .null)
      #expect(
        entry["details"]["route"] == .string("\(route.method.rawValue) \(route.template)"))
      #expect(try daemon.status()["revision"] == before)
    }
    #expect(try daemon.auditLog("&action=route.refuse").count == foreign.count)
    #expect(try daemon.verifyAudit()["intact"] == true)
  }

  @Test(
    "another role's route shows no more than none, and is in the log, also without its body",
    arguments: [
      "Content-Length: 10485760", "Content-Length: 70000", "Origin: http://a",
      "Sec-Fetch-Site: none\r\nContent-Length: 5", "Expect: a-miracle\r\nContent-Length: 5",
    ])
  func foreignWithoutBody(fields: String) throws {
    let daemon = try RunningDaemon()
    for (role, target) in [
      (RunningDaemon.Role.verifier, "/v1/workspaces"), (.admin, "/v1/audit/verify"),
      (.audit, "/v1/verify"),
    ] {
      var answers: [Answer] = []
      for path in [target, "/v1/nothing"] {
        let client = try daemon.connect(role)
        try client.send(Array("POST \(path) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\r\n".utf8))
        answers.append(try client.answer().expecting(404))
        #expect(client.endsWithoutAnswer())
      }
      for member in ["code", "title", "detail"] {
        #expect(answers[0].json[member] == answers[1].json[member])
      }
      let entries = try daemon.auditLog("&action=route.refuse")
      #expect(entries.last?["requestId"].string == answers[0].requestID, "\(target)")
      #expect(entries.last?["details"]["route"] == .string("POST \(target)"))
    }
    #expect(try daemon.auditLog("&action=route.refuse").count == 3)
  }

  @Test("every route of a role is there", arguments: Role.allCases)
  func ownRoutes(role: Role) throws {
    let daemon = try RunningDaemon()
    for route in Route.allCases where route.roles.contains(role) {
      let path = route.template.replacing("{ws}", with: "nowhere")
        .replacing("{version}", with: "current")
      let answer = try daemon.send(Self.role(role), Request(route.method.rawValue, path))
      #expect(answer.json["code"] != "not_found", "\(route.name)")
      #expect(answer.status != 405, "\(route.name)")
      #expect(answer.requestID.utf8.count == 32)
    }
    #expect(try daemon.auditLog("&action=route.refuse").isEmpty)
  }

  @Test("the sockets are for their owner and group, in directories that only the owner changes")
  func modes() throws {
    let daemon = try RunningDaemon()
    for role in RunningDaemon.Role.allCases {
      var status = stat()
      #expect(lstat(daemon.socket(role), &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFSOCK)
      #expect(status.st_mode & 0o7777 == 0o660)
      let directory = URL(fileURLWithPath: daemon.socket(role)).deletingLastPathComponent().path
      #expect(lstat(directory, &status) == 0)
      #expect(status.st_mode & 0o7777 == 0o755)
    }
    for name in try FileManager.default.subpathsOfDirectory(atPath: daemon.folder.state) {
      var status = stat()
      #expect(lstat(daemon.folder.state + "/" + name, &status) == 0)
      #expect(status.st_mode & 0o077 == 0, "\(name)")
    }
  }

  private static let nobody = [
    "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/usr/bin/python3", "-c",
  ]
  private static let script = """
    import socket, sys
    s = socket.socket(socket.AF_UNIX)
    try:
        s.connect(sys.argv[1])
    except PermissionError as e:
        print("errno", e.errno)
        sys.exit(0)
    body = b'{"id": "of-nobody"}'
    s.sendall(b"POST /v1/workspaces HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n"
              b"On-Behalf-Of: root\\r\\nContent-Type: application/json\\r\\n"
              b"Content-Length: %d\\r\\n\\r\\n%s" % (len(body), body))
    print(s.makefile("rb").readline().decode().strip())
    """

  @Test(
    "a client of another uid is in the audit log as itself, whatever it asserts",
    .enabled(if: geteuid() == 0, "only root can become another user"))
  func otherUser() throws {
    let daemon = try RunningDaemon()
    let shut = try ChildProcess(Self.nobody + [Self.script, daemon.socket(.admin)])
    #expect(shut.wait() == .exit(0))
    #expect(shut.text == "errno \(EACCES)\n")
    chmod(daemon.socket(.admin), 0o666)
    let open = try ChildProcess(Self.nobody + [Self.script, daemon.socket(.admin)])
    #expect(open.wait() == .exit(0))
    #expect(open.text == "HTTP/1.1 201 Created\n")
    let entry = try daemon.auditLog("&action=workspace.create").last ?? .null
    #expect(entry["actor"]["uid"] == 65534)
    #expect(entry["actor"]["gid"] == 65534)
    #expect(entry["actor"]["user"] == "nobody")
    #expect(entry["actor"]["pid"].integer == Int(open.pid))
    #expect(entry["actor"]["onBehalfOf"] == "root")
    #expect(try daemon.auditLog("&actor=nobody&workspace=of-nobody").count == 1)
  }
}
