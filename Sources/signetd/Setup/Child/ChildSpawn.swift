import Glibc

/// Starts a program, see posix_spawn(3).
enum ChildSpawn {
  /// The first word is the program's name. It has our environment, no other open file than these
  /// three, and breaks off at a broken pipe as programs do.
  static func start(
    _ words: [String], input: CInt, output: CInt, errors: CInt
  ) throws(ChildFault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var broken = sigset_t()
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &broken)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid = pid_t()
    let code = posix_spawnp(&pid, words[0], &actions, &attributes, arguments, environ)
    switch code {
    case 0: return pid
    case ENOENT: throw .notFound(program: words[0])
    default: throw .notStarted(program: words[0], code: code)
    }
  }
}
