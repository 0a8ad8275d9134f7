/// One piece of work that shares a transaction with others: it runs in a savepoint of its own, and
/// its caller hears of it after the commit, with its result or with why there is none.
struct CommitUnit: Sendable {
  let run: @Sendable (CommitScope) throws -> Void
  let finish: @Sendable (SignetError?) -> Void

  init<Result: Sendable>(
    _ body: @escaping @Sendable (CommitScope) throws -> Result,
    completion: @escaping @Sendable (Swift.Result<Result, SignetError>) -> Void
  ) {
    let box = Box<Result>()
    run = { box.result = try body($0) }
    finish = { error in
      if let error {
        completion(.failure(error))
      } else if let result = box.result {
        completion(.success(result))
      }
    }
  }

  // SAFETY: written and read on the committer's thread only.
  private final class Box<Result>: @unchecked Sendable {
    var result: Result?
  }
}
