import SignetAPI

/// The versions of a workspace's secret, newest first.
enum VersionTable {
  static func text(_ versions: [SecretVersion], _ times: TimeText, _ style: Style) -> String {
    var table = Table(
      "VERSION", "STATE", "KID", "ORIGIN", "CREATED", "BY", "LAST USED", "TOKENS", "ENDS")
    for version in versions {
      let end = version.endedAt ?? version.acceptUntil
      table.add(
        String(version.version), version.state.rawValue, version.kid, version.origin.rawValue,
        times.text(version.createdAt), version.createdBy,
        times.text(version.lastUsedAt) ?? "-", version.useCount.map(String.init) ?? "-",
        end.map(times.text) ?? "-")
    }
    return table.text(style)
  }
}
