import SignetAPI

/// Renewals of a lease: what they hold and report. The body is looked at before the lease.
enum BadRenewals {
  private static let use: [(name: String, kind: BadMember.Kind, isRequired: Bool)] = [
    ("workspace", .text, true), ("kid", .text, true), ("count", .count, true),
    ("lastUsedAt", .time, true), ("newestIssuedAt", .time, false), ("latestExpiry", .time, false),
  ]
  private static let rejection: [(name: String, kind: BadMember.Kind, isRequired: Bool)] = [
    ("workspace", .text, true), ("reason", .text, true), ("count", .count, true),
  ]
  private static let good = [
    "workspace": #""acme""#, "kid": #""k""#, "count": "1", "lastUsedAt": #""2026-01-01T00:00:00Z""#,
    "reason": #""expired""#,
  ]

  static let members: [BadMember] =
    [
      BadMember(
        route: .renewLease, pointer: "/holds", kind: .count, before: #"{"holds":"#, after: "}",
        refusesNull: true),
      BadMember(
        route: .renewLease, pointer: "/uses", kind: .list, before: #"{"holds":1,"uses":"#,
        after: "}"),
      BadMember(
        route: .renewLease, pointer: "/rejections", kind: .list,
        before: #"{"holds":1,"rejections":"#, after: "}"),
    ] + items(of: "uses", use) + items(of: "rejections", rejection)

  private static func items(
    of list: String, _ members: [(name: String, kind: BadMember.Kind, isRequired: Bool)]
  ) -> [BadMember] {
    members.map { name, kind, isRequired in
      let others = members.filter { $0.isRequired && $0.name != name }.map {
        "\"\($0.name)\":\(good[$0.name] ?? "null"),"
      }
      return BadMember(
        route: .renewLease, pointer: "/\(list)/0/\(name)", kind: kind,
        before: #"{"holds":1,"\#(list)":[{\#(others.joined())"\#(name)":"#, after: "}]}",
        refusesNull: isRequired)
    }
  }

  static let rest: [BadRequest] =
    [
      .body(.renewLease, "nothing is held", "{}", .invalidRequest, at: "/holds"),
      .body(
        .renewLease, "a use of nothing", #"{"holds":1,"uses":[{}]}"#, .invalidRequest,
        at: "/uses/0/workspace"),
      .body(
        .renewLease, "a rejection of nothing", #"{"holds":1,"rejections":[{}]}"#, .invalidRequest,
        at: "/rejections/0/workspace"),
      .body(
        .renewLease, "a use with a member that is not known",
        #"{"holds":1,"uses":[{"x":1}]}"#, .unknownMember, at: "/uses/0/x"),
      .body(
        .renewLease, "a rejection with a member that is not known",
        #"{"holds":1,"rejections":[{"x":1}]}"#, .unknownMember, at: "/rejections/0/x"),
    ]
}
