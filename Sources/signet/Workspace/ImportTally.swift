import SignetJSON

/// What became of a line of an import.
enum ImportOutcome: Equatable {
  case imported
  /// The workspace was there, with this secret.
  case present
  /// Not imported, and why; without anything secret.
  case refused(String)
}

/// How far an import is.
struct ImportTally {
  /// The number of the line that is being read, from 1.
  var line = 0
  var bytes: UInt64 = 0
  private(set) var imported: UInt64 = 0
  private(set) var present: UInt64 = 0
  private(set) var refused: UInt64 = 0

  var done: UInt64 { imported + present + refused }

  mutating func count(_ outcome: ImportOutcome) {
    switch outcome {
    case .imported: imported += 1
    case .present: present += 1
    case .refused: refused += 1
    }
  }

  var text: String { "\(imported) imported, \(present) already there, \(refused) refused" }

  var json: JSONValue {
    .object([
      "imported": .number(JSONNumber(imported)),
      "present": .number(JSONNumber(present)),
      "refused": .number(JSONNumber(refused)),
    ])
  }
}
