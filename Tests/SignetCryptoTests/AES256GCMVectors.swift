import Testing

/// A published encryption with a 96-bit nonce and a 128-bit tag.
struct GCMVector: CustomTestStringConvertible {
  let testDescription: String
  let key: [UInt8]
  let nonce: [UInt8]
  let content: [UInt8]
  let associatedData: [UInt8]
  let ciphertext: [UInt8]
  let tag: [UInt8]

  init(
    _ description: String, key: String, nonce: String, content: String = "",
    associatedData: String = "", ciphertext: String = "", tag: String
  ) {
    testDescription = description
    self.key = hex(key)
    self.nonce = hex(nonce)
    self.content = hex(content)
    self.associatedData = hex(associatedData)
    self.ciphertext = hex(ciphertext)
    self.tag = hex(tag)
  }

  var sealed: [UInt8] { nonce + ciphertext + tag }
}

extension GCMVector {
  /// Source: McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, test cases 13 to
  /// 16. Cases 17 and 18 have nonces of other lengths, which `AES256GCM` does not know.
  static let paper: [GCMVector] = [
    GCMVector(
      "case 13", key: "0000000000000000000000000000000000000000000000000000000000000000",
      nonce: "000000000000000000000000", tag: "530f8afbc74536b9a963b4f1c4cb738b"),
    GCMVector(
      "case 14", key: "0000000000000000000000000000000000000000000000000000000000000000",
      nonce: "000000000000000000000000", content: "00000000000000000000000000000000",
      ciphertext: "cea7403d4d606b6e074ec5d3baf39d18", tag: "d0d1c8a799996bf0265b98b5d48ab919"),
    GCMVector(
      "case 15", key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888",
      content: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      ciphertext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad",
      tag: "b094dac5d93471bdec1a502270e3cc6c"),
    GCMVector(
      "case 16", key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888",
      content: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      associatedData: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      ciphertext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
      tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  /// Source: NIST CAVP, gcmEncryptExtIV256.rsp, groups with a nonce of 96 and a tag of 128 bits.
  static let nist: [GCMVector] = [
    GCMVector(
      "nothing at all, count 0",
      key: "b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4",
      nonce: "516c33929df5a3284ff463d7", tag: "bdc1ac884d332457a1d2664f168c76f0"),
    GCMVector(
      "nothing at all, count 1",
      key: "5fe0861cdc2690ce69b3658c7f26f8458eec1c9243c5ba0845305d897e96ca0f",
      nonce: "770ac1a5a3d476d5d96944a1", tag: "196d691e1047093ca4b3d2ef4baba216"),
    GCMVector(
      "nothing at all, count 2",
      key: "7620b79b17b21b06d97019aa70e1ca105e1c03d2a0cf8b20b5a0ce5c3903e548",
      nonce: "60f56eb7a4b38d4f03395511", tag: "f570c38202d94564bab39f75617bc87a"),
    GCMVector(
      "associated data alone",
      key: "78dc4e0aaf52d935c3c01eea57428f00ca1fd475f5da86a49c8dd73d68c8e223",
      nonce: "d79cf22d504cc793c3fb6c8a", associatedData: "b96baa8c1c75a671bfb2d08d06be5f36",
      tag: "3e5d486aa2e30b22e040b85723a06e76"),
    GCMVector(
      "content alone, count 0",
      key: "31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22",
      nonce: "0d18e06c7c725ac9e362e1ce", content: "2db5168e932556f8089a0622981d017d",
      ciphertext: "fa4362189661d163fcd6a56d8bf0405a", tag: "d636ac1bbedd5cc3ee727dc2ab4a9489"),
    GCMVector(
      "content alone, count 1",
      key: "460fc864972261c2560e1eb88761ff1c992b982497bd2ac36c04071cbb8e5d99",
      nonce: "8a4a16b9e210eb68bcb6f58d", content: "99e4e926ffe927f691893fb79a96b067",
      ciphertext: "133fc15751621b5f325c7ff71ce08324", tag: "ec4e87e0cf74a13618d0b68636ba9fa7"),
    GCMVector(
      "content and associated data",
      key: "92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b",
      nonce: "ac93a1a6145299bde902f21a", content: "2d71bcfa914e4ac045b2aa60955fad24",
      associatedData: "1e0889016f67601c8ebea4943bc23ad6",
      ciphertext: "8995ae2e6df3dbf96fac7b7137bae67f", tag: "eca5aa77d51d4a0a14d9c51e1da474ab"),
  ]

  static let all = paper + nist
}
