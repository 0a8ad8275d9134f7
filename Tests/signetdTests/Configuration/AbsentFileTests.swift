import Foundation
import Testing

@testable import signetd

@Suite("a configuration's file that is not there")
struct AbsentFileTests {
  private let folder: DaemonFolder
  private let path: String

  init() throws {
    folder = try DaemonFolder()
    path = folder.path + "/signetd.json"
  }

  private func load(
    reloading current: DaemonConfiguration? = nil
  ) throws(ConfigurationFault) -> DaemonConfiguration {
    try ConfigurationLayers(
      options: [:], environment: [:], file: nil, standard: path, reloading: current
    ).configuration()
  }

  @Test("means the defaults at a start")
  func start() throws {
    let configuration = try load()
    #expect(configuration.file == nil)
    #expect(try load(reloading: configuration) == configuration)
  }

  @Test("fails a reload where what is in force came from one, until there is one again")
  func vanished() throws {
    try folder.write(Array(#"{"logLevel": "debug"}"#.utf8), to: path)
    let configuration = try load()
    #expect(configuration.file == path)
    try FileManager.default.removeItem(atPath: path)
    let live = LiveConfiguration(configuration)
    for _ in 0..<2 {
      let fault = #expect(throws: ConfigurationFault.vanished(path: path)) {
        try load(reloading: live.current)
      }
      if let fault { live.refuse(fault) }
    }
    #expect(live.current.text(.logLevel) == "debug")
    #expect(live.status.error?.contains("does not exist any more") == true)
    try folder.write(Array("{}".utf8), to: path)
    let again = try load(reloading: live.current)
    #expect(again.text(.logLevel) == "info")
    #expect(again.file == path)
  }

  @Test("and a link that leads to nothing is no absence")
  func brokenLink() throws {
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.path + "/gone.json")
    #expect(throws: ConfigurationFault.brokenLink(path: path)) { try load() }
  }
}
