import SignetCore
import Testing

/// What every `Store` does. A conformance's tests run each case with a new, empty store.
struct StoreConformance: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let run: @Sendable (any Store) throws -> Void

  init(_ name: String, _ run: @escaping @Sendable (any Store) throws -> Void) {
    testDescription = name
    self.run = run
  }

  static let all =
    transactions + savepoints + singletons + workspaces + reservations + tombstones + leases + audit
    + reopening
}

/// An error that no store knows.
struct Unrelated: Error, Equatable {
  let number: Int
}

func expectConstraint(
  _ store: any Store, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (any StoreTransaction) throws -> Void
) throws {
  let error = try storeError { try store.transaction(body) }
  #expect(error?.kind == "constraint", sourceLocation: sourceLocation)
}
