import Configuration
import Glibc
import SignetJSON

/// The configuration's file: one JSON object, read strictly. What it does not know it refuses: a
/// misspelt `idelTime` must not mean the default.
struct ConfigurationFile {
  static let standardPath = "/etc/signet/signetd.json"
  private static let limit = 64 * 1024

  let path: String
  /// Whether there is one.
  let exists: Bool
  let values: [AbsoluteConfigKey: ConfigValue]

  /// - Parameter absence: what is wrong where there is no file; nil: that nothing is set.
  init(path: String, absence: ConfigurationFault?) throws(ConfigurationFault) {
    self.path = path
    guard let bytes = try Self.read(path, absence: absence) else {
      exists = false
      values = [:]
      return
    }
    exists = true
    let json: JSONValue
    do throws(StrictJSONError) {
      json = try StrictJSON.parse(bytes, maximumDepth: 8)
    } catch {
      throw .notJSON(path: path, error)
    }
    guard let object = json.object else { throw .notAnObject(path: path, member: nil) }
    var values: [AbsoluteConfigKey: ConfigValue] = [:]
    try Self.collect(object, below: [], path: path, into: &values)
    self.values = values
  }

  private static func collect(
    _ object: JSONObject, below: [String], path: String,
    into values: inout [AbsoluteConfigKey: ConfigValue]
  ) throws(ConfigurationFault) {
    for member in object.members {
      let components = below + [member.name]
      let name = components.joined(separator: ".")
      if ConfigurationKey.allCases.contains(where: { $0.rawValue.hasPrefix(name + ".") }) {
        guard let inner = member.value.object else { throw .notAnObject(path: path, member: name) }
        try collect(inner, below: components, path: path, into: &values)
        continue
      }
      guard let key = ConfigurationKey(rawValue: name), key.components == components else {
        throw .unknownMember(path: path, name: name)
      }
      guard let value = value(member.value, of: key) else { throw .badValue(key, .file(path)) }
      values[AbsoluteConfigKey(components)] = value
    }
  }

  /// A number where a number is meant, else a text; nil for any other.
  private static func value(_ json: JSONValue, of key: ConfigurationKey) -> ConfigValue? {
    switch (json, key.kind) {
    case (.number(let number), .integer):
      Int(number.text).map { ConfigValue(.int($0), isSecret: false) }
    case (.string(let text), .path), (.string(let text), .choice), (.string(let text), .duration):
      ConfigValue(.string(text), isSecret: false)
    case (.number, _), (.string, _), (.null, _), (.bool, _), (.array, _), (.object, _): nil
    }
  }

  /// Nil where there is no file and none is needed.
  private static func read(
    _ path: String, absence: ConfigurationFault?
  ) throws(ConfigurationFault) -> [UInt8]? {
    // Without waiting: a pipe that nobody writes to must not keep us here.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      guard errno == ENOENT else { throw .unreadable(path: path, code: errno) }
      var link = stat()
      if lstat(path, &link) == 0 { throw .brokenLink(path: path) }
      if let absence { throw absence }
      return nil
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notARegularFile(path: path)
    }
    // It says where the database is, and who may do how much.
    guard status.st_uid == 0 || status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
      throw .notTrusted(path: path)
    }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count < bytes.count {
      let more = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress.map { $0 + count }, $0.count - count)
      }
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw .unreadable(path: path, code: errno) }
      if more == 0 { break }
      count += more
    }
    guard count <= limit else { throw .tooLarge(path: path) }
    return Array(bytes[..<count])
  }
}
