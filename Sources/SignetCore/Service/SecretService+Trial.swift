public import SignetCrypto

extension SecretService {
  /// Whether `master` opens the database in `store`, of which only the keyring is looked at. True as
  /// well where the store is empty: any key may become its key.
  ///
  /// Writes nothing. Throws `.store` or `.crypto` where that cannot be found out.
  public static func isKey(
    _ master: MasterKey, of store: any Store
  ) throws(OpenError) -> Bool {
    do {
      var opens = true
      try store.transaction { transaction in
        guard let row = try transaction.keyring() else { return }
        do throws(CryptoError) {
          _ = try Keyring(opening: row, under: master)
        } catch .authenticationFailed {
          opens = false
        }
      }
      return opens
    } catch {
      throw OpenError(opening: error)
    }
  }
}
