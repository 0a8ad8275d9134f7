/// The media types of bodies.
public enum MediaType {
  public static let json = "application/json"
  public static let mergePatch = "application/merge-patch+json"
  public static let problem = "application/problem+json"
  public static let lines = "application/x-ndjson"
  /// Server-Sent Events, as the HTML standard has them.
  public static let events = "text/event-stream"
  public static let keySet = "application/jwk-set+json"
  /// The text format of OpenMetrics 1.0.
  public static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
}
