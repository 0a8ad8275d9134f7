import Testing

@testable import SignetSystemd

@Suite("what the service manager is told")
struct NotificationTests {
  @Test(
    "is one assignment of sd_notify(3)",
    arguments: [
      (Notification.ready, "READY=1"), (.stopping, "STOPPING=1"),
      (.status("serving 3 workspaces"), "STATUS=serving 3 workspaces"),
    ])
  func assignment(notification: Notification, expected: String) {
    #expect(notification.state == expected)
  }

  @Test(
    "cannot be made to be two by a newline in the status",
    arguments: ["a\nREADY=1", "a\r\nREADY=1", "a\u{2028}READY=1"])
  func newline(text: String) {
    let state = Notification.status(text).state
    #expect(!state.utf8.contains(UInt8(ascii: "\n")))
    #expect(state.hasPrefix("STATUS=a"))
  }
}
