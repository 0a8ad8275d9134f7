public import SignetCrypto

extension AuditEntry {
  /// Says what the bytes are. Another encoding gets another name, and this one stays readable.
  private static let domain = "signet audit entry v1"

  /// The canonical bytes of the entry: no two different entries have the same.
  public func encoded() -> [UInt8] {
    var writer = CanonicalWriter(domain: Self.domain)
    writer.write(salt)
    writer.write(sequence)
    writer.write(time)
    actor.write(to: &writer)
    writer.write(role.rawValue)
    writer.write(UInt32(action.rawValue))
    writer.write(workspace)
    writer.write(version)
    outcome.write(to: &writer)
    writer.write(requestID)
    writer.write(reason)
    writer.write(revision)
    writer.write(UInt32(details.count))
    for detail in details {
      writer.write(detail.name)
      writer.write(detail.value)
    }
    return writer.bytes
  }

  /// The entry whose `encoded()` is exactly `bytes`.
  ///
  /// Throws `AuditEncodingError` for all bytes that no valid entry has.
  public init(decoding bytes: some ByteSource) throws(AuditEncodingError) {
    self = try bytes.withBytes { (bytes) throws(AuditEncodingError) in
      var reader = EntryReader(bytes)
      return try AuditEntry(from: &reader)
    }
  }

  private init(from reader: inout EntryReader) throws(AuditEncodingError) {
    guard try reader.text() == Self.domain else { throw .foreign }
    salt = try reader.bytes()
    guard salt.count == Self.saltLength else { throw .invalidSalt }
    sequence = try reader.uint64()
    time = try reader.int64()
    actor = try AuditActor(from: &reader)
    let role = try reader.uint8()
    guard let role = AuditRole(rawValue: role) else { throw .unknownRole(role) }
    self.role = role
    let action = try reader.uint32()
    guard let action = UInt16(exactly: action).flatMap(AuditAction.init(rawValue:)) else {
      throw .unknownAction(action)
    }
    self.action = action
    workspace = try reader.optionalText()
    version = try reader.optionalUInt32()
    outcome = try AuditOutcome(from: &reader)
    requestID = try reader.text()
    reason = try reader.optionalText()
    revision = try reader.optionalUInt64()
    details = []
    // No room is made ahead: the number may be a lie, and then the bytes end first.
    for _ in 0..<(try reader.uint32()) {
      details.append(AuditDetail(name: try reader.text(), value: try reader.text()))
    }
    try reader.finish()
  }
}

extension AuditActor {
  fileprivate func write(to writer: inout CanonicalWriter) {
    switch self {
    case .peer(let peer):
      writer.write(UInt8(1))
      writer.write(peer.uid)
      writer.write(peer.gid)
      writer.write(peer.user)
      writer.write(peer.group)
      writer.write(UInt32(bitPattern: peer.pid))
      writer.write(peer.onBehalfOf)
    case .system:
      writer.write(UInt8(2))
    }
  }

  fileprivate init(from reader: inout EntryReader) throws(AuditEncodingError) {
    switch try reader.uint8() {
    case 1:
      self = .peer(
        AuditPeer(
          uid: try reader.uint32(), gid: try reader.uint32(), user: try reader.optionalText(),
          group: try reader.optionalText(), pid: Int32(bitPattern: try reader.uint32()),
          onBehalfOf: try reader.optionalText()))
    case 2: self = .system
    case let kind: throw .unknownActor(kind)
    }
  }
}

extension AuditOutcome {
  fileprivate func write(to writer: inout CanonicalWriter) {
    switch self {
    case .allowed:
      writer.write(UInt8(1))
    case .denied(let code):
      writer.write(UInt8(2))
      writer.write(code)
    case .failed(let code):
      writer.write(UInt8(3))
      writer.write(code)
    }
  }

  fileprivate init(from reader: inout EntryReader) throws(AuditEncodingError) {
    switch try reader.uint8() {
    case 1: self = .allowed
    case 2: self = .denied(code: try reader.text())
    case 3: self = .failed(code: try reader.text())
    case let kind: throw .unknownOutcome(kind)
    }
  }
}
