internal import Glibc

/// Secrets that the service manager hands to the service, as files that only it can read.
///
/// Source: systemd.exec(5), "Credentials".
public enum Credentials {
  /// Where the credential `name` lies; nil where the process was not started with credentials.
  public static func path(of name: String) -> String? {
    guard let directory = getenv("CREDENTIALS_DIRECTORY") else { return nil }
    return String(cString: directory) + "/" + name
  }
}
