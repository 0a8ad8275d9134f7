import SignetServer
import SignetSystemd

/// The sockets that the service manager hands over, found by their names.
enum InheritedSockets {
  /// Why they cannot be served.
  enum Fault: Error, Equatable {
    case environment(code: Int32)
    case missing(SocketRole)
    case unknown(name: String)
    case twice(SocketRole)
    case unusable(SocketRole, SocketError)
  }

  /// A listening socket for each role; nil where none at all was handed over.
  static func adopt() throws(Fault) -> [SocketRole: ListeningSocket]? {
    let sockets: [SocketActivation.Socket]
    do throws(ActivationError) {
      sockets = try SocketActivation.sockets()
    } catch {
      throw .environment(code: error.code)
    }
    if sockets.isEmpty { return nil }
    var found: [SocketRole: ListeningSocket] = [:]
    for socket in sockets {
      guard let role = SocketRole(rawValue: socket.name) else { throw .unknown(name: socket.name) }
      guard found[role] == nil else { throw .twice(role) }
      do throws(SocketError) {
        found[role] = try ListeningSocket(adopting: socket.descriptor)
      } catch {
        throw .unusable(role, error)
      }
    }
    for role in SocketRole.allCases where found[role] == nil { throw .missing(role) }
    return found
  }
}

extension InheritedSockets.Fault {
  var message: String {
    switch self {
    case .environment(let code):
      "the service manager's sockets cannot be taken over: \(SystemText.of(code))"
    case .missing(let role): "the service manager hands over no socket with the name \(role)"
    case .unknown(let name): "the service manager hands over a socket with the name \"\(name)\""
    case .twice(let role): "the service manager hands over two sockets with the name \(role)"
    case .unusable(let role, let error): "the \(role) socket cannot be served: \(error)"
    }
  }

  var hint: String? {
    switch self {
    case .environment: nil
    case .missing(let role):
      "start signet-\(role).socket; its unit says FileDescriptorName=\(role)"
    case .unknown: "FileDescriptorName= is admin, verifier or audit, see signetd(8)"
    case .twice: "one socket unit a role: systemctl list-sockets"
    case .unusable: "it must be a Unix stream socket: ListenStream=/run/signet/…"
    }
  }
}
