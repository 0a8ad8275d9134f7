extension TokenClaims {
  /// Whom a token names.
  struct Subject {
    let userId: String
    let email: String?
    let name: String?
  }

  /// Throws `user_id_missing`, `user_id_invalid`, `email_invalid`, `name_invalid`, in this order.
  func subject() throws(Rejection) -> Subject {
    Subject(
      userId: try userId(),
      email: try text("email", .emailInvalid),
      name: try text("name", .nameInvalid))
  }

  private func userId() throws(Rejection) -> String {
    switch object["userId"] {
    case nil, .null:
      throw Rejection(
        reason: .userIdMissing,
        detail: "the token has no userId: put the user's id, a string, in the claim"
      )
    case .number:
      throw Rejection(
        reason: .userIdInvalid,
        detail: "userId is a number and must be a string: sign String(user.id)")
    case .bool, .array, .object:
      throw Rejection(
        reason: .userIdInvalid,
        detail: "userId is not a string: put the user's id, a string, in the claim")
    case .string(let text):
      guard !text.isEmpty else {
        throw Rejection(
          reason: .userIdInvalid,
          detail: "userId is empty: for a visitor who is not logged in, send no token")
      }
      return try checked(text, "userId", .userIdInvalid)
    }
  }

  /// `null` says the same as absence.
  private func text(
    _ name: String, _ reason: RejectionReason
  ) throws(Rejection) -> String? {
    switch object[name] {
    case nil, .null: return nil
    case .string(let text): return try checked(text, name, reason)
    case .bool, .number, .array, .object:
      throw Rejection(reason: reason, detail: "\(name) is not a string: sign one, or leave it out")
    }
  }

  /// Half a surrogate pair is no text. NUL ends a text in C and does not fit in some databases:
  /// one user could pass for another there.
  private func checked(
    _ text: String, _ name: String, _ reason: RejectionReason
  ) throws(Rejection) -> String {
    guard !withLoneSurrogates.contains(name) else {
      throw Rejection(
        reason: reason, detail: "\(name) has half of a surrogate pair in it: sign whole text")
    }
    guard !text.utf8.contains(0) else {
      throw Rejection(reason: reason, detail: "\(name) has a NUL character in it: sign it without")
    }
    return text
  }
}
