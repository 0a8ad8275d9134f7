import SignetAPI
import Testing

@Suite struct RouteTests {
  @Test("each route matches the path that it builds", arguments: Route.allCases)
  func roundTrip(route: Route) {
    let parameters = PathParameters(
      workspace: route.template.contains("{ws}") ? "acme:eu_1.2-x" : "",
      version: route.template.contains("{version}") ? "current" : "",
      revision: route.template.contains("{revision}") ? "17" : "",
      lease: route.template.contains("{lease}") ? "ls_x" : "")
    #expect(
      RouteMatch(method: route.method.rawValue, path: route.path(parameters))
        == .route(route, parameters))
  }

  @Test("no two routes have the same method and template")
  func distinct() {
    #expect(
      Set(Route.allCases.map { "\($0.method.rawValue) \($0.template)" }).count
        == Route.allCases.count)
  }

  @Test("each route has a place of its own, the one that it has among all")
  func ordinals() {
    #expect(Route.allCases.map(\.ordinal) == Array(0..<Route.allCases.count))
  }

  @Test("an id with any character survives the path")
  func anyCharacter() {
    let parameters = PathParameters(workspace: "a/b %?#\u{0}é😀+", version: "7")
    #expect(
      RouteMatch(method: "POST", path: Route.revealSecret.path(parameters))
        == .route(.revealSecret, parameters))
  }

  @Test("an encoded slash is part of the id, not a separator")
  func encodedSlash() {
    #expect(
      RouteMatch(method: "GET", path: "/v1/workspaces/a%2Fsettings")
        == .route(.showWorkspace, PathParameters(workspace: "a/settings")))
  }

  @Test(
    "a bad encoding stays in the id, where no id has it",
    arguments: ["%", "%2", "%zz", "%FF", "a%C3", "%e2%82"])
  func badEncoding(id: String) {
    #expect(
      RouteMatch(method: "GET", path: "/v1/workspaces/\(id)")
        == .route(.showWorkspace, PathParameters(workspace: id)))
  }

  @Test(
    "what is not spelt as a route is none",
    arguments: [
      "", "/", "/v1", "/v1/", "/v1/workspaces/", "/v1/workspaces//settings", "//v1/workspaces",
      "/v1/workspaces/a/settings/", "/v1/Workspaces", "/v1/%77orkspaces", "/v2/status",
      "/v1/workspaces/a/secrets/1", "v1/workspaces", "/v1/status?x=1",
    ])
  func notFound(path: String) {
    #expect(RouteMatch(method: "GET", path: path) == .notFound)
  }

  @Test("another method on a path names the routes that are there")
  func otherMethod() {
    #expect(
      RouteMatch(method: "PUT", path: "/v1/workspaces")
        == .methodNotAllowed([.createWorkspace, .listWorkspaces]))
    #expect(
      RouteMatch(method: "get", path: "/v1/status") == .methodNotAllowed([.showStatus]))
  }

  @Test("verifiers get keys and verify, admins verify but get no keys, all see the status")
  func roles() {
    #expect(Route.fetchKeys.roles == [.verifier])
    #expect(Route.verifyToken.roles == [.admin, .verifier])
    #expect(Route.showStatus.roles == Set(Role.allCases))
    #expect(Route.revealSecret.roles == [.admin])
    #expect(Route.listAudit.roles == [.auditor])
    #expect(Route.showMetrics.roles == [.auditor])
  }

  @Test(
    "a target is cut into path and query",
    arguments: [
      ("/v1/audit", "/v1/audit", []),
      ("/v1/audit?", "/v1/audit", []),
      ("/a?b=c%20d&e&f=g=h&i=1+1", "/a", [("b", "c d"), ("e", ""), ("f", "g=h"), ("i", "1+1")]),
    ] as [(String, String, [(String, String)])])
  func target(text: String, path: String, query: [(String, String)]) {
    let target = RequestTarget(text)
    #expect(target?.path == path)
    #expect(target?.query == query.map { QueryItem($0.0, $0.1) })
  }

  @Test("a target with a bad query or without a slash is none", arguments: ["*", "a", "/a?b=%"])
  func badTarget(text: String) {
    #expect(RequestTarget(text) == nil)
  }

  @Test("a query that is built is read back")
  func query() {
    var query = AuditListQuery()
    query.workspace = "a&b=c"
    query.since = APITime(milliseconds: 0)
    query.order = .oldestFirst
    #expect(RequestTarget(Route.listAudit.target(query: query.items))?.query == query.items)
  }
}
