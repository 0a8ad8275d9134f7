import Foundation
import Logging
import Synchronization
import Testing

@testable import signetd

@Suite("journal")
struct JournalTests {
  @Test("each message has an id of its own, which the catalogue explains")
  func catalogue() throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Systemd/signet.catalog")
    let text = try String(contentsOf: path, encoding: .utf8)
    let explained = text.split(separator: "\n").filter { $0.hasPrefix("-- ") }.map {
      $0.dropFirst(3)
    }
    let ids = LogMessage.allCases.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    #expect(explained.map(String.init).sorted() == ids.sorted())
  }

  @Test("values are fields of their own, and the message is readable without them")
  func fields() {
    let event = LogEvent(
      level: .notice, message: "a secret was rotated",
      metadata: [
        LogMessage.idField: "c9f2368cb71840bdad7e1ee1b7ccc714", "workspace": "acme",
        "needRestart": "a\nb",
      ], source: "test", file: "", function: "", line: 0)
    let line = LogLine.text(event, handler: [:])
    #expect(line == "a secret was rotated needRestart=a b workspace=acme")
    let fields = JournalLog.fields(event, line: line, handler: [:]).map { "\($0.name)=\($0.value)" }
    #expect(
      fields == [
        "MESSAGE=\(line)", "PRIORITY=5", "SYSLOG_IDENTIFIER=signetd",
        "MESSAGE_ID=c9f2368cb71840bdad7e1ee1b7ccc714", "SIGNET_NEED_RESTART=a\nb",
        "SIGNET_WORKSPACE=acme",
      ])
  }

  @Test("a reader who stands still holds up nobody but the log, and hears how much was lost")
  func standstill() {
    let written = Counter()
    let lost = Counter()
    let writer = LogWriter(tellLoss: { count in
      // In its place: behind what was taken.
      #expect(written.value == 10_000)
      lost.add(count)
    })
    let gate = DispatchSemaphore(value: 0)
    let begun = DispatchSemaphore(value: 0)
    writer.write {
      begun.signal()
      gate.wait()
    }
    begun.wait()
    for _ in 0..<20_000 { writer.write { written.add() } }
    writer.flush(seconds: 0.01)
    #expect(written.value == 0)
    #expect(lost.value == 0)
    gate.signal()
    writer.flush()
    #expect(written.value == 10_000)
    #expect(lost.value == 10_000)
  }

  @Test("what a text of the catalogue names is always a field of its message")
  func fieldsOfTheCatalogue() throws {
    let sent: [(LogMessage, Logger.Metadata)] = [
      (.startRefused, StartError.damaged("x").metadata),
      (.startRefused, StartError.crypto(.entropyUnavailable).metadata),
      (.reloaded, ReloadService.metadata(changed: [], needRestart: [])),
    ]
    for (message, metadata) in sent {
      let event = LogEvent(
        level: .info, message: "x", metadata: metadata, source: "test", file: "", function: "",
        line: 0)
      let fields = Set(JournalLog.fields(event, line: "x", handler: [:]).map(\.name))
      let named = try Self.fieldsNamed(for: message)
      #expect(!named.isEmpty)
      #expect(named.subtracting(fields) == [])
    }
    let none = ReloadService.metadata(changed: [], needRestart: [.stopTime])
    #expect(none == ["changed": "none", "needRestart": "stopTime"])
  }

  private static func fieldsNamed(for message: LogMessage) throws -> Set<String> {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Systemd/signet.catalog")
    let text = try String(contentsOf: path, encoding: .utf8)
    let entry = try #require(text.components(separatedBy: "-- \(message.id)\n").last)
    let own = try #require(entry.components(separatedBy: "\n-- ").first)
    return Set(own.split(separator: "@").map(String.init).filter { $0.hasPrefix("SIGNET_") })
  }
}

/// Counts across threads.
private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  var value: Int { count.load(ordering: .acquiring) }
  func add(_ more: Int = 1) { count.wrappingAdd(more, ordering: .acquiringAndReleasing) }
}
