import Glibc
import Testing

@testable import SignetServer

@Suite("The runtime directory", .serialized)
struct RuntimeDirectoryTests {
  static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  @Test("has sockets with exactly the modes promised, whatever the umask, and leaves that alone")
  func modes() async {
    // In a process of its own, for the umask is the whole process's.
    await #expect(processExitsWith: .success) {
      for mask: mode_t in [0o000, 0o077] {
        umask(mask)
        try await withTemporaryFolder { folder in
          let directory = try RuntimeDirectory(path: folder + "/run")
          for role in SocketRole.allCases {
            let socket = try directory.bind(role)
            defer { close(socket.descriptor) }
            #expect(Self.mode("\(folder)/run/\(role.directoryName)") == 0o755)
            #expect(Self.mode(directory.socketPath(of: role)) == 0o660)
          }
          #expect(Self.mode(folder + "/run") == 0o755)
          #expect(umask(mask) == mask)
        }
      }
    }
  }

  @Test("belongs to one daemon at a time, and is free when that one has gone")
  func exclusive() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/run"
      var first: RuntimeDirectory? = try RuntimeDirectory(path: path)
      #expect(throws: SocketError.runtimeDirectoryInUse(path: path, pid: getpid())) {
        try RuntimeDirectory(path: path)
      }
      _ = first?.path
      first = nil
      #expect(throws: Never.self) { try RuntimeDirectory(path: path) }
    }
  }

  @Test("stays taken as long as one of its sockets is kept")
  func lockOfSocket() async throws {
    try await withTemporaryFolder { folder in
      let socket = try RuntimeDirectory(path: folder + "/run").bind(.admin)
      #expect(throws: SocketError.self) { try RuntimeDirectory(path: folder + "/run") }
      close(socket.descriptor)
      withExtendedLifetime(socket) {}
    }
  }

  @Test("is cleared of a socket that nobody listens on")
  func stale() async throws {
    try await withTemporaryFolder { folder in
      let directory = try RuntimeDirectory(path: folder + "/run")
      let socket = try directory.bind(.admin).descriptor
      // Also a copy that a program started meanwhile has inherited listens no more.
      #expect(shutdown(socket, CInt(SHUT_RDWR)) == 0)
      close(socket)
      #expect(Self.mode(directory.socketPath(of: .admin)) != nil)
      close(try directory.bind(.admin).descriptor)
    }
  }

  @Test("never takes the path of a socket that somebody listens on without the lock")
  func live() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/run/admin/signet.sock"
      let directory = try RuntimeDirectory(path: folder + "/run")
      let live = try directory.bind(.admin, backlog: 1)
      defer { close(live.descriptor) }
      // Also with a backlog that is full, where connecting would block.
      let waiting = try (0..<2).map { _ in try RawClient(path: path) }
      #expect(throws: SocketError.socketInUse(path: path)) { try directory.bind(.admin) }
      #expect(waiting.count == 2)
    }
  }

  @Test("keeps what is no socket")
  func notASocket() async throws {
    try await withTemporaryFolder { folder in
      let directory = try RuntimeDirectory(path: folder + "/run")
      mkdir(folder + "/run/admin", 0o755)
      close(open(directory.socketPath(of: .admin), O_CREAT | O_WRONLY, 0o644))
      #expect(throws: SocketError.notASocket(path: directory.socketPath(of: .admin))) {
        try directory.bind(.admin)
      }
    }
  }

  @Test("is not trusted", arguments: SocketError.DirectoryFault.allCases)
  func notTrusted(fault: SocketError.DirectoryFault) async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/run"
      switch fault {
      case .notADirectory:
        mkdir(folder + "/real", 0o755)
        symlink(folder + "/real", path)
      case .foreignOwner:
        guard geteuid() == 0 else { return }
        mkdir(path, 0o755)
        chown(path, 65534, 65534)
      case .writableByOthers:
        mkdir(path, 0o755)
        chmod(path, 0o775)
      }
      #expect(throws: SocketError.directoryNotTrusted(path: path, reason: fault)) {
        try RuntimeDirectory(path: path)
      }
    }
  }

  @Test("that cannot be made is told in the system's own words")
  func systemWords() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/missing/run"
      #expect {
        _ = try RuntimeDirectory(path: path)
      } throws: { error in
        "\(error)" == "mkdir failed on \(path): No such file or directory"
      }
    }
  }

  @Test("whose path is too long for a socket is refused before anything is made of it")
  func longPath() async throws {
    try await withTemporaryFolder { folder in
      let deep = folder + "/" + String(repeating: "d", count: 100)
      let directory = try RuntimeDirectory(path: deep)
      let path = directory.socketPath(of: .verifier)
      #expect(throws: SocketError.pathTooLong(path: path, bytes: path.utf8.count)) {
        try directory.bind(.verifier)
      }
      #expect(Self.mode(deep + "/verifier") == nil)
    }
  }

  @Test("takes a path of 107 bytes and none of 108", arguments: [(107, true), (108, false)])
  func pathLimit(length: Int, fits: Bool) {
    let address = try? UnixAddress(path: "/" + String(repeating: "a", count: length - 1))
    #expect((address != nil) == fits)
  }

  @Test("hands out no descriptor to a program that is started")
  func closeOnExec() async throws {
    try await withTemporaryFolder { folder in
      let socket = try RuntimeDirectory(path: folder + "/run").bind(.admin)
      defer { close(socket.descriptor) }
      #expect(fcntl(socket.descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }
  }

  @Test("is not needed for a socket that listens already, but for that only")
  func adopting() async throws {
    try await withTemporaryFolder { folder in
      let bound = try RuntimeDirectory(path: folder + "/run").bind(.admin)
      defer { close(bound.descriptor) }
      #expect(throws: Never.self) { try ListeningSocket(adopting: bound.descriptor) }
      let client = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
      let internet = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
      listen(internet, 1)
      let file = open("/dev/null", O_RDONLY)
      for other in [client, internet, file, -1] {
        #expect(throws: SocketError.notAListeningSocket(descriptor: other)) {
          try ListeningSocket(adopting: other)
        }
        close(other)
      }
    }
  }
}
