import SignetCrypto

/// A workspace and the row it came from.
struct OpenedWorkspace: Sendable {
  var workspace: Workspace
  let row: WorkspaceRow
}

extension Keyring {
  /// Opens a row. Throws `CryptoError.authenticationFailed` if any of its columns was changed or
  /// moved.
  func open(_ row: WorkspaceRow) throws(CryptoError) -> OpenedWorkspace {
    let dataKey = try dataKey(of: row)
    let record = try open(row.record, under: try AES256GCM(key: dataKey)) { epoch in
      Binding.workspace(row, epoch: epoch, generation: row.generation)
    }
    let workspace = try Workspace(record: record, revision: row.revision)
    // The tag is bound above; that it is this id's shows that no key of ours sealed it elsewhere.
    guard try tag(of: workspace.id) == row.tag, workspace.created == row.created else {
      throw .authenticationFailed
    }
    return OpenedWorkspace(workspace: workspace, row: row)
  }

  func dataKey(of row: WorkspaceRow) throws(CryptoError) -> SecretBytes {
    try open(row.wrappedKey, under: try cipher(generation: row.generation)) { epoch in
      Binding.dataKey(tag: row.tag, epoch: epoch, generation: row.generation)
    }
  }

  /// The row of a changed workspace, under the data key that it has.
  func seal(
    _ workspace: Workspace, replacing row: WorkspaceRow, entropy: some EntropySource
  ) throws(CryptoError) -> WorkspaceRow {
    let dataKey = try dataKey(of: row)
    return try seal(workspace, into: row, dataKey: dataKey, entropy: entropy)
  }

  /// The first row of a new workspace, under a data key of its own.
  func seal(new workspace: Workspace, entropy: some EntropySource) throws(CryptoError)
    -> WorkspaceRow
  {
    let tag = try tag(of: workspace.id)
    let dataKey = try SecretBytes(random: AES256GCM.keyLength, from: entropy)
    let wrapped = try seal(dataKey, under: try cipher(generation: generation), entropy: entropy) {
      Binding.dataKey(tag: tag, epoch: $0, generation: generation)
    }
    let row = WorkspaceRow(
      tag: tag, created: workspace.created, revision: workspace.revision, nextDeadline: nil,
      generation: generation, wrappedKey: wrapped, record: [])
    return try seal(workspace, into: row, dataKey: dataKey, entropy: entropy)
  }

  private func seal(
    _ workspace: Workspace, into row: WorkspaceRow, dataKey: SecretBytes,
    entropy: some EntropySource
  ) throws(CryptoError) -> WorkspaceRow {
    var row = row
    row.revision = workspace.revision
    row.nextDeadline = workspace.nextDeadline?.milliseconds
    var content = workspace.encode()
    defer { content.wipe() }
    row.record = try seal(
      content.bytes, under: try AES256GCM(key: dataKey), entropy: entropy
    ) { Binding.workspace(row, epoch: $0, generation: row.generation) }
    return row
  }

  func element(of row: WorkspaceRow) throws(CryptoError) -> MultisetHash.Element {
    try .init(table: .workspace, key: [row.tag.bytes], revision: row.revision, mac: rowSet)
  }
}
