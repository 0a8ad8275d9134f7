import SignetAPI
import SignetJSON
import Testing

@Suite struct ProblemTests {
  @Test("a problem keeps its code's own members")
  func members() throws {
    let problem = Problem(
      .rotationInProgress, detail: "wait", requestID: "r1",
      errors: [.init(pointer: "/a", detail: "b")],
      members: ["retiringVersion": .number(JSONNumber(3))])
    let bytes = try MessageEncoding.bytes(problem)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"code":"rotation_in_progress","detail":"wait","#
        + #""errors":[{"detail":"b","pointer":"/a"}],"requestId":"r1","retiringVersion":3,"#
        + #""status":409,"title":"a rotation is still in its grace window","#
        + #""type":"urn:signet:error:rotation_in_progress"}"#)
    #expect(try MessageDecoding.decode(Problem.self, from: bytes) == problem)
  }

  @Test("a code's own member cannot take the place of a standard one")
  func standardMembersWin() throws {
    let problem = Problem(
      .forbidden, detail: "no", members: ["status": .number(JSONNumber(200))])
    let document = try MessageEncoding.document(problem)
    #expect(document.object?["status"] == .number(JSONNumber(403)))
  }

  @Test("a problem of a newer daemon is understood, its code unknown")
  func newerCode() throws {
    let body = #"{"code":"eclipse","title":"dark","status":503}"#
    let problem = try MessageDecoding.decode(Problem.self, from: Array(body.utf8))
    #expect(problem.knownCode == nil)
    #expect(problem.detail == "dark")
  }

  @Test("every code is snake_case, with an error status and a title of its own")
  func codes() {
    for code in ProblemCode.allCases {
      #expect(code.rawValue.allSatisfy { $0 == "_" || ("a"..."z").contains($0) })
      #expect((400..<600).contains(code.status))
    }
    #expect(Set(ProblemCode.allCases.map(\.title)).count == ProblemCode.allCases.count)
  }

  @Test("a bad message becomes a problem with the pointer")
  func fromMessageError() {
    let error = MessageError(.unknownMember, at: .root, "no")
    let problem = Problem(error, requestID: "r")
    #expect(problem.status == 422)
    #expect(problem.errors == [.init(pointer: "", detail: "no")])
  }
}
