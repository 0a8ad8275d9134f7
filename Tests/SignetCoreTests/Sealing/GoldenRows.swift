import SignetAudit
import SignetTestSupport

@testable import SignetCore

/// Sealed rows as the first version of the format made them, under the master key `4d4d…`. They are
/// never made anew: a later version must open them.
enum GoldenRows {
  static func ledgerContent(_ keyring: Keyring) throws -> Ledger {
    var rows = MultisetHash.empty
    rows.add(
      try MultisetHash.Element(
        table: .tombstone, key: [[1, 2, 3]], revision: 4, mac: keyring.rowSet))
    return Ledger(
      revision: 7, auditHead: try keyring.auditStart(), latestTime: ManualClock.start, rows: rows,
      writes: 5)
  }

  static func tombstoneContent() throws -> Tombstone {
    let id = try workspaceID()
    return Tombstone(
      workspace: id, at: ManualClock.start, by: "alice",
      deletion: Deletion(workspace: id, revision: 9, at: ManualClock.start),
      idempotency: .init(
        owner: [UInt8](repeating: 1, count: 32), digest: [UInt8](repeating: 2, count: 32)))
  }

  static func entryContent() throws -> AuditEntry {
    AuditEntry(
      sequence: 1, time: ManualClock.start.milliseconds, actor: .system, role: .system,
      action: .secretRotate, workspace: "acme", version: 2, outcome: .allowed, requestID: "r",
      salt: [UInt8](repeating: 3, count: 16))
  }

  static let keyring = [
    "49b59741ce3ee2cd889f894b96659401c2a4d62f468f14f3345b50deca9d760981f7798291660e65e67b55b7",
    "45e9f513d421ef8831f30c219702697b8adb855c2da1a67ed9ef6953ba26f937f2a75e3cbac553851b5a7b36",
    "24eb755ab47eb95498a876cf513b9a88ed8646cd6ff7d84f8f2d2250745fc7d9df2f047889d4a36839666a70",
    "81dd524f4b3f3d1d4c1e54df144d8095895f4ac29d4155003c9a3c17254fcfd6545dac609e44267d9160b286",
    "a7847cb6a745a18982c16697d2e17463fcc6c4592a484e867492f66d6f",
  ].joined()

  static let epoch = "JRRfprXtfL9Syga8lWugPw"

  static let tag = "c4317d1940a8d910920248f42a4aa09ba6488c27294b7ca8ee03972f009d3028"

  static let ledger = [
    "01000000006458df4534ca584091de197eae8301177e4c16c65141ed71c6646cb3a5d0a57a578ceba664e288",
    "4e3cc92f3d7c7475c096f399f2afb060310b5dc14d3c8d0fc29b53230cd331140a8a8eb7df2a8401884e2fb5",
    "c3c58bc764e81dc7f20d0f97ef43bfec5619b89717d864993461919d45a879202947b0132a90",
  ].joined()

  static let reservation = [
    "0100000000fdf323bc34bdd6f9417826c5bdd912d056f20bdc049b8d8aed15c16657c92c4dbbdd54f1084803",
    "94",
  ].joined()

  static let tombstone = [
    "010000000001847ff3b8fd4184470f25fefc45055625975a08f5fa8e4dec4c0602a6465c5a9a5f78b052754c",
    "ee16fc7508e82843bc4a4c8c474e28db1fa4190b6041dc178e3d7c7c35cacdadf6f8aeb132218e9ad114e5f1",
    "384af1a62dd02e6131e95388b41994b2a9a1af3da4562d71e9f2acbd611770ea5a4cb0704cacb91c67f1d41c",
    "ce30a731a84ddd",
  ].joined()

  static let wrappedKey = [
    "01000000009b15323e8607e99c71c6e3c873698cf6abff454c56353740590910f16977517b281c7c74157165",
    "f294f770acb5792d1bb10b35b09338dbdc3c5302c0",
  ].joined()

  static let record = [
    "01000000006a505e38a371556cf55f85af9159578942d7131159c45bf73a160a06d3d47617fc80fba53ad557",
    "143cafbe574afff5668e346c7b698315f21c76021478c60f0ddb6d3ba615f5b40b8eb800e85507619721fa3a",
    "f39653526a26f86b4d70aa11383b67e214b064c5662e6b77c41cb1a41718c87251c641ff9dc82d169c313223",
    "30b118a3c635d588aaf8ceef63724c982853feebfb914bbaa178305ee26cca7cb99f2b673ce9ea142a924d85",
    "c3262f5971400ece794cc4454657f21a866d407ed1180cab4e10bef22384a592d81d20426437e5e67d159e67",
    "79c7a0d34fcb9006bfbdcdb00f847a818ffa30200398ec7e76efecd59737d602ee74eec7952dbac1a846dc6d",
    "5504a31bc6fc07152b731f75bb8fa85ad01ea4afe65058c098b759ffd5c67d2e4c99cb3f79cb005dd9c36ec4",
    "dc44868fe3e0f01995296c5a48b12f69b8419206d4f165c23e79a77c2254c1ab420ae34c6345f6b9a1e02fe8",
    "7a32832c7a97dd534ca956d3f12e371b8db78fd2ecebc14ea963dcf9451871cb6a9986f8dc4c69f2afca9c00",
    "ee8005f4ea35c6fa9e4d889c825570450c0e02f2e3a0da3df6e10b0d6aa13b8cf701cb4fa94bb5a0969a5da0",
    "f2131ad8ce0bfbda99bef3659fcbc791c1fd2c10698dcb3130ca0cc2125b42c4b0effc887db8e58251b717bd",
    "c0f8f937bee2cd046d02307e73a69be5ee973bb4340d819c8c58a6e7a5f069ed936c1097da174c26772dd384",
    "8e05e6b97f6320a383a99212b7e8ab15d68fdbec3f325ea5cb8f23320e734e3c1318bf7835b3f54817ec8122",
    "7ebc374ac8cfe4ed582513deb8b11384447f15eff808454d88cb78e332fbf566fdef399c49e5b2df49cd67ff",
    "4be756e6ab07b8737f0132233c4728e88119af848c208b74b3bdcbe5fa7598e2b4e6af40cc57e010e8b1d2f9",
    "6ede494b29ea3871c3acb3ed9ba3279cd6954696806c4d376adf2b9d4fc7a3bd1724ff21789faba126413a67",
    "5cb06e1481503f498defaceabc3bfd8bd25be5286ddf009633eb77cd91f6a11cd133e30e47aab9411cdfe90d",
    "225f4b9c88268253dfbe601c62f914599ca3ca7f4053c91932ded5ec83f06413bc35ce3cad1f2623f03def2f",
    "fffc938a0dcad3179d7fbcd4fbeea805c7ec1e582e658c5c1b6f639cef6b299dc3d284557a0b6f1a06d97a6f",
    "b51964947771729265de0430eca8b031462f27b664f866ce9a9d153fe0e1b2e947781c652b05c80e1373f349",
    "58fe88c20fdf8f6833ca44a388e63de8e80d76f59b5487651233b36c89fcb754d80a3aaff2e6132e628ac376",
    "db22af844db8bdb82b",
  ].joined()

  static let auditLink = "1f470127da08a9a16a192d035db78545e92f1576a634a2694f4948a57f35738d"

  static let audit = [
    "0100000000b765af910df8e6a688be53df9e15965e3e918bdd9b6054e67544a7740ddecd68aab74795059d04",
    "c982c0b12940ba38ef2c0079333f57652248e8d1fc313e005b67b4a6626f6631a2250bdfc2aa8450c2e75643",
    "ade251ee3c25befbeb12df82a54fb295622f97ecb1c1003b90f20bcdc58ecbd7168e655568b7",
  ].joined()
}
