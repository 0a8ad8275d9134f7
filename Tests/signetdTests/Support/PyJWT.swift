import SignetTestProcesses

/// Tokens as a customer's backend makes them, signed by PyJWT: a library that is not Signet's.
enum PyJWT {
  private static let script = """
    import base64, json, sys, time, jwt
    job = json.load(sys.stdin)
    now = int(time.time())
    for name, offset in job["offsets"].items():
        job["claims"][name] = now + offset
    secret = job["secret"]
    if job["isBase64URL"]:
        secret = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    sys.stdout.write(jwt.encode(job["claims"], secret, algorithm="HS256", headers=job["headers"]))
    """

  /// - Parameters:
  ///   - claims: a JSON object.
  ///   - offsets: claims that are times, in seconds from now.
  static func sign(
    _ secret: String, claims: String = #"{"userId": "u-1"}"#, isBase64URL: Bool = false,
    offsets: [String: Int] = ["iat": 0, "exp": 600], headers: String = "{}"
  ) throws -> String {
    let times = offsets.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
    let job = """
      {"claims": \(claims), "secret": \(quoted(secret)), "isBase64URL": \(isBase64URL),
       "offsets": {\(times)}, "headers": \(headers)}
      """
    return try Python.run(script, input: job)
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// Debian's Python, with Debian's packages.
enum Python {
  /// Runs a script and answers what it wrote.
  @discardableResult
  static func run(
    _ script: String, arguments: [String] = [], input: String = ""
  ) throws -> String {
    let process = try ChildProcess(
      ["/usr/bin/python3", "-c", script] + arguments, input: Array(input.utf8))
    guard process.wait() == .exit(0) else { throw Failure(process.text) }
    return process.text
  }
}
