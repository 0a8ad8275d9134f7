import SignetCrypto

/// Asks for a passphrase on the terminal.
enum PassphraseQuestion {
  private static let tries = 3

  /// For a copy that is made now: asked for twice. A slip may be mended, three times in all.
  static func new() throws(SetupError) -> Passphrase {
    for _ in 1..<tries {
      do throws(SetupError) {
        return try twice()
      } catch .passphrase(let fault) where fault.isSlip {
        Console.tell("\(fault.message)\n")
      } catch {
        throw error
      }
    }
    return try twice()
  }

  /// For a copy that exists.
  static func existing() throws(SetupError) -> Passphrase {
    try checked(try answer("passphrase (not shown): "), isNew: false)
  }

  private static func twice() throws(SetupError) -> Passphrase {
    let question = "passphrase, at least \(Passphrase.shortest) characters (not shown): "
    let first = try checked(try answer(question), isNew: true)
    guard try answer("once more: ") == first.secret else { throw .passphrase(.different) }
    return first
  }

  private static func answer(_ question: String) throws(SetupError) -> SecretBytes {
    guard let line = try HiddenLine.ask(question) else { throw .passphrase(.cancelled) }
    return line
  }

  private static func checked(
    _ secret: SecretBytes, isNew: Bool
  ) throws(SetupError) -> Passphrase {
    do throws(PassphraseFault) {
      return try Passphrase(secret, isNew: isNew)
    } catch {
      throw .passphrase(error)
    }
  }
}
