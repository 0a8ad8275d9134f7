import SignetCrypto

// The usage of a workspace lies beside its record, under the same data key: it is deleted with it,
// and rewritten without it.
extension Keyring {
  /// Nothing where nothing was ever written. Throws `CryptoError.authenticationFailed` or
  /// `.malformedEncoding` where it was changed or moved; that the record opens shows nothing of it.
  func usage(in row: WorkspaceRow) throws(CryptoError) -> StoredUsage {
    guard let sealed = row.usage else { return StoredUsage() }
    let content = try open(sealed, under: try AES256GCM(key: try dataKey(of: row))) {
      Binding.usage(row, epoch: $0)
    }
    return try content.withBytes { (bytes) throws(CryptoError) in
      try StoredUsage(decoding: bytes)
    }
  }

  func seal(
    _ usage: StoredUsage, in row: WorkspaceRow, entropy: some EntropySource
  ) throws(CryptoError) -> [UInt8] {
    try seal(
      usage.encode(), under: try AES256GCM(key: try dataKey(of: row)), entropy: entropy
    ) { Binding.usage(row, epoch: $0) }
  }
}
