internal import COpenSSL

/// Authenticated encryption under one 32-byte key: what was sealed is opened only whole, unchanged
/// and with the associated data it was sealed with, which is never optional.
///
/// A sealed message is nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes). The nonce is random, so one
/// key may seal 2³² messages (NIST SP 800-38D §8.3); callers stay at 2³¹.
public struct AES256GCM: Sendable {
  public static let keyLength = 32
  public static let nonceLength = 12
  public static let tagLength = 16
  /// What a sealed message is longer than its content, in bytes.
  public static let overhead = nonceLength + tagLength

  private let key: SecretBytes

  /// Throws `CryptoError.invalidLength` unless `key` has 32 bytes.
  public init(key: SecretBytes) throws(CryptoError) {
    guard key.count == Self.keyLength else {
      throw .invalidLength(of: "key", expected: Self.keyLength, actual: key.count)
    }
    self.key = key
  }

  /// Seals `content` with a fresh nonce from `entropy`.
  public func seal(
    _ content: some ByteSource, binding associatedData: some ByteSource,
    entropy: some EntropySource
  ) throws(CryptoError) -> [UInt8] {
    try seal(content, binding: associatedData, nonce: try entropy.bytes(Self.nonceLength))
  }

  /// Opens what `seal` made. Throws `CryptoError.authenticationFailed` if anything differs, and
  /// then gives away no byte of the content.
  public func open(
    _ sealed: some ByteSource, binding associatedData: some ByteSource
  ) throws(CryptoError) -> SecretBytes {
    guard sealed.byteCount >= Self.overhead else { throw .authenticationFailed }
    return try SecretBytes(count: sealed.byteCount - Self.overhead) {
      (target) throws(CryptoError) in
      try sealed.withBytes { (sealed) throws(CryptoError) in
        try associatedData.withBytes { (associatedData) throws(CryptoError) in
          try decrypt(sealed, associatedData, into: target)
        }
      }
    }
  }

  /// The same for content that is no secret by itself: into ordinary memory, of which there is
  /// enough for content of any size.
  public func openOrdinary(
    _ sealed: some ByteSource, binding associatedData: some ByteSource
  ) throws(CryptoError) -> [UInt8] {
    guard sealed.byteCount >= Self.overhead else { throw .authenticationFailed }
    var content = [UInt8](repeating: 0, count: sealed.byteCount - Self.overhead)
    var span = content.mutableSpan
    try span.withUnsafeMutableBytes { (target) throws(CryptoError) in
      try sealed.withBytes { (sealed) throws(CryptoError) in
        try associatedData.withBytes { (associatedData) throws(CryptoError) in
          try decrypt(sealed, associatedData, into: target)
        }
      }
    }
    return content
  }

  /// For published vectors only: a nonce used twice with one key gives both messages away.
  func seal(
    _ content: some ByteSource, binding associatedData: some ByteSource, nonce: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    guard nonce.count == Self.nonceLength else {
      throw .invalidLength(of: "nonce", expected: Self.nonceLength, actual: nonce.count)
    }
    let context = try Context(key: key, nonce: nonce, encrypting: true)
    try associatedData.withBytes { (bytes) throws(CryptoError) in try context.authenticate(bytes) }
    var sealed = nonce
    sealed.append(contentsOf: repeatElement(0, count: content.byteCount + Self.tagLength))
    var span = sealed.mutableSpan
    try span.withUnsafeMutableBytes { (sealed) throws(CryptoError) in
      let end = sealed.count - Self.tagLength
      let ciphertext = UnsafeMutableRawBufferPointer(rebasing: sealed[Self.nonceLength..<end])
      try content.withBytes { (content) throws(CryptoError) in
        try context.update(content, into: ciphertext)
      }
      try context.finish(writingTagTo: UnsafeMutableRawBufferPointer(rebasing: sealed[end...]))
    }
    return sealed
  }

  private func decrypt(
    _ sealed: UnsafeRawBufferPointer, _ associatedData: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) throws(CryptoError) {
    let end = sealed.count - Self.tagLength
    let context = try Context(
      key: key, nonce: Array(sealed[..<Self.nonceLength]), encrypting: false)
    try context.authenticate(associatedData)
    try context.update(
      UnsafeRawBufferPointer(rebasing: sealed[Self.nonceLength..<end]), into: target)
    try context.finish(expectingTag: UnsafeRawBufferPointer(rebasing: sealed[end...]))
  }
}

extension AES256GCM {
  /// One run of EVP_EncryptInit(3) in GCM mode.
  private final class Context {
    private let pointer: OpaquePointer

    init(key: SecretBytes, nonce: [UInt8], encrypting: Bool) throws(CryptoError) {
      guard let cipher = Self.cipher else { throw .library("EVP_CIPHER_fetch") }
      guard let pointer = EVP_CIPHER_CTX_new() else { throw .library("EVP_CIPHER_CTX_new") }
      self.pointer = pointer
      let done = key.withBytes { key in
        EVP_CipherInit_ex2(
          pointer, cipher, key.assumingMemoryBound(to: UInt8.self).baseAddress, nonce,
          encrypting ? 1 : 0, nil)
      }
      guard done == 1 else { throw .library("EVP_CipherInit_ex2") }
    }

    deinit { EVP_CIPHER_CTX_free(pointer) }

    func authenticate(_ associatedData: UnsafeRawBufferPointer) throws(CryptoError) {
      try run(associatedData, output: nil)
    }

    func update(
      _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CryptoError) {
      try run(input, output: output.assumingMemoryBound(to: UInt8.self).baseAddress)
    }

    private func run(
      _ input: UnsafeRawBufferPointer, output: UnsafeMutablePointer<UInt8>?
    ) throws(CryptoError) {
      guard let start = input.assumingMemoryBound(to: UInt8.self).baseAddress, input.count > 0
      else { return }
      guard let length = Int32(exactly: input.count) else {
        throw .invalidLength(of: "message", expected: Int(Int32.max), actual: input.count)
      }
      var written: Int32 = 0
      guard EVP_CipherUpdate(pointer, output, &written, start, length) == 1 else {
        throw .library("EVP_CipherUpdate")
      }
    }

    func finish(writingTagTo tag: UnsafeMutableRawBufferPointer) throws(CryptoError) {
      var rest: (UInt64, UInt64) = (0, 0)
      var written: Int32 = 0
      let done = withUnsafeMutableBytes(of: &rest) { rest in
        EVP_CipherFinal_ex(
          pointer, rest.assumingMemoryBound(to: UInt8.self).baseAddress, &written)
      }
      guard done == 1 else { throw .library("EVP_CipherFinal_ex") }
      guard
        EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), tag.baseAddress) == 1
      else { throw .library("EVP_CTRL_AEAD_GET_TAG") }
    }

    func finish(expectingTag tag: UnsafeRawBufferPointer) throws(CryptoError) {
      let expected = UnsafeMutableRawPointer(mutating: tag.baseAddress)
      guard
        EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), expected) == 1
      else { throw .library("EVP_CTRL_AEAD_SET_TAG") }
      var rest: (UInt64, UInt64) = (0, 0)
      var written: Int32 = 0
      let done = withUnsafeMutableBytes(of: &rest) { rest in
        EVP_CipherFinal_ex(
          pointer, rest.assumingMemoryBound(to: UInt8.self).baseAddress, &written)
      }
      guard done == 1 else {
        ERR_clear_error()
        throw .authenticationFailed
      }
    }

    // SAFETY: fetched once, never changed; EVP_CIPHER is reference-counted and made to be shared.
    nonisolated(unsafe) private static let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
  }
}
