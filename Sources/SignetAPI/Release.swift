/// Which release of Signet this is: one for the daemon and the command.
public enum Release {
  public static let version = "0.1.0"
}
