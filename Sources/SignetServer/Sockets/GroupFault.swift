import Glibc

/// Why a socket keeps the daemon's own group, so that nobody but the daemon's account and root can
/// connect.
public enum GroupFault: Sendable, Equatable {
  /// The system knows no such group.
  case missing(group: String)
  /// Only root may give a file to a group that it is not in.
  case notAMember(group: String)
  /// The system refused for another reason; `code` is its errno.
  case refused(group: String, code: Int32)

  /// What is wrong and what to type, for a daemon that runs as `account`.
  func words(account: String) -> String {
    switch self {
    case .missing(let group):
      let joining = account == "root" ? "" : " && usermod -aG \(group) \(account)"
      return "there is no group \(group): groupadd --system \(group)\(joining), then start again"
    case .notAMember(let group):
      return "\(account) is not a member of \(group): usermod -aG \(group) \(account), "
        + "then start again"
    case .refused(let group, let code):
      let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      return "it cannot be given to \(group): \(reason)"
    }
  }
}
