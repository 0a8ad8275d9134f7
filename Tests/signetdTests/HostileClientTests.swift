import Foundation
import SignetTestProcesses
import Testing

/// Clients that take too much, ask for too much, or do not wait.
@Suite("hostile clients")
struct HostileClientTests {
  @Test("of 300 connections of one user 32 are served, the others are told or hung up on")
  func manyConnections() throws {
    let daemon = try RunningDaemon()
    let clients = try (0..<300).map { _ in try daemon.connect(.admin) }
    var served: [RawClient] = []
    var told = 0
    for client in clients {
      guard (try? client.send(Request("GET", "/v1/status").bytes)) != nil,
        let answer = try? client.answer()
      else { continue }
      if answer.status == 200 {
        served.append(client)
      } else {
        #expect(answer.status == 429)
        #expect(answer.json["code"] == "too_many_requests")
        #expect(answer[field: "Retry-After"] == "1")
        told += 1
      }
    }
    #expect(served.count == 32)
    #expect(told > 0)
    for client in served { try client.call(Request("GET", "/v1/status")).expecting(200) }
    // The other sockets have connections of their own.
    #expect(try daemon.verifyAudit()["intact"] == true)
  }

  @Test(
    "a socket that is full keeps its last connections for root",
    .enabled(if: geteuid() == 0, "only root can become another user"))
  func full() throws {
    let daemon = try RunningDaemon()
    chmod(daemon.socket(.admin), 0o666)
    let mine = try (0..<30).map { _ in try daemon.connect(.admin) }
    for client in mine { try client.call(Request("GET", "/v1/status")).expecting(200) }
    let script = """
      import socket, sys
      request = b"GET /v1/status HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
      kept, words = [], []
      for place in range(28):
          s = socket.socket(socket.AF_UNIX)
          s.connect(sys.argv[1])
          s.sendall(request)
          words.append(s.recv(65536).decode())
          kept.append(s)
      print(sum(" 200 " in w for w in words), sum('"code":"busy"' in w for w in words))
      sys.stdout.flush()
      sys.stdin.read()
      """
    let other = try ChildProcess(
      [
        "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/usr/bin/python3", "-c",
        script, daemon.socket(.admin),
      ])
    #expect(other.wait() == .exit(0))
    // 64 of which 8 are root's: 30 and 26.
    #expect(other.text == "26 2\n")
  }

  @Test("a body that is too large is refused before it is sent")
  func largeBody() throws {
    let daemon = try RunningDaemon()
    for (role, target, limit) in [
      (RunningDaemon.Role.admin, "/v1/workspaces", 65_536),
      (.verifier, "/v1/verify", 1_048_576), (.verifier, "/v1/workspaces/a/keys", 0),
    ] {
      let client = try daemon.connect(role)
      let method = limit == 0 ? "GET" : "POST"
      let head = "\(method) \(target) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      try client.send(Array("\(head)Content-Length: 10485760\r\n\r\n".utf8))
      let answer = try client.answer().expecting(413)
      #expect(answer.json["code"] == "body_too_large")
      #expect(answer[field: "Connection"] == "close")
      #expect(answer.json["detail"].string?.contains("\(limit) bytes") == true)
    }
  }

  @Test("a body that does not say how large it is ends where the limit is")
  func endlessBody() throws {
    let daemon = try RunningDaemon()
    let client = try daemon.connect(.admin)
    let head = "POST /v1/workspaces HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    try client.send(Array(head.utf8))
    let chunk = Array("1000\r\n".utf8) + Array(repeating: 0x20, count: 4096) + Array("\r\n".utf8)
    for _ in 0..<17 { try client.send(chunk) }
    #expect(try client.answer().expecting(413).json["code"] == "body_too_large")
  }

  @Test("requests sent without waiting are answered in their order")
  func pipelined() throws {
    let daemon = try RunningDaemon()
    let client = try daemon.connect(.admin)
    var bytes: [UInt8] = []
    for place in 0..<60 {
      bytes += Request("POST", "/v1/workspaces", #"{"id": "ws-\#(place)"}"#).bytes
      bytes += Request("GET", "/v1/workspaces/ws-\(place)?activity=0").bytes
      bytes += Request("GET", "/v1/nothing").bytes
    }
    try client.send(bytes)
    var revisions: [Int] = []
    for place in 0..<60 {
      let created = try client.answer().expecting(201)
      #expect(created.json["workspace"] == .string("ws-\(place)"))
      revisions.append(created.json["revision"].integer ?? 0)
      #expect(try client.answer().expecting(200).json["id"] == .string("ws-\(place)"))
      try client.answer().expecting(404)
    }
    #expect(revisions == revisions.sorted())
  }

  @Test("a request that does not arrive is given up, with a word")
  func slow() throws {
    let daemon = try RunningDaemon()
    let client = try daemon.connect(.admin)
    try client.send(Array("POST /v1/workspaces HTTP/1.1\r\nHost: x\r\nContent-Le".utf8))
    #expect(try client.answer().expecting(408).json["code"] == "request_timeout")
  }

  @Test("a client that goes without its answer has done what it asked, once")
  func gone() throws {
    let daemon = try RunningDaemon()
    for place in 0..<20 {
      let client = try daemon.connect(.admin)
      try client.send(Request("POST", "/v1/workspaces", #"{"id": "ws-\#(place)"}"#).bytes)
      try client.waitUntilTaken()
    }
    #expect(try eventually { try daemon.status()["counts"]["workspaces"] == 20 })
    #expect(try daemon.auditLog("&action=workspace.create").count == 20)
  }
}
