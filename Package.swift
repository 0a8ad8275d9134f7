// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(
  name: "Configuration", package: "swift-configuration")

/// A target of the package. The list of what it depends on is the list of what it may import.
func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func command(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "signet",
  products: [
    .executable(name: "signetd", targets: ["signetd"]),
    .executable(name: "signet", targets: ["signet"]),
    .library(name: "SignetTokens", targets: ["SignetTokens"]),
    .library(name: "SignetVerifier", targets: ["SignetVerifier"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // Without its traits: the file is read by the strict reader of SignetJSON.
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CLinux"),

    target("SignetCrypto", ["COpenSSL"]),
    target("SignetJSON"),
    target("SignetTokens", ["SignetCrypto", "SignetJSON"]),
    target("SignetAudit", ["SignetCrypto"]),
    target("SignetCore", ["SignetCrypto", "SignetTokens", "SignetAudit"]),
    target(
      "SignetSQLite",
      ["SignetCore", grdb]),
    target("SignetAPI", ["SignetJSON"]),
    target(
      "SignetServer",
      [
        "SignetCore", "SignetTokens", "SignetAudit", "SignetCrypto", "SignetAPI", "SignetJSON",
        "CLinux", nioCore, nioPosix, nioHTTP1, logging,
      ]),
    target("SignetSystemd", ["CSystemd"]),
    target("SignetClient", ["SignetAPI", nioCore, nioPosix, nioHTTP1]),
    target("SignetVerifier", ["SignetClient", "SignetAPI", "SignetTokens", "SignetCrypto"]),
    command(
      "signetd",
      [
        "SignetCore", "SignetCrypto", "SignetSQLite", "SignetServer", "SignetSystemd", "SignetAPI",
        "SignetClient", "SignetJSON", "CLinux", argumentParser, logging, lifecycle, unixSignals,
        configuration,
      ]),
    command(
      "signet", ["SignetClient", "SignetAPI", "SignetJSON", argumentParser]),

    // The program that Docs/Verifiers.md shows; its tests run it.
    .executableTarget(
      name: "VerifierExample", dependencies: ["SignetVerifier"], path: "Examples/VerifierExample",
      swiftSettings: settings),

    // What `make bench` runs; its tests run it, too.
    .executableTarget(
      name: "SignetBench", dependencies: ["SignetTestProcesses"], path: "Benchmarks/SignetBench",
      swiftSettings: settings),

    // Tests. CFaultVFS makes the disk of a test fail on demand.
    .target(
      name: "CFaultVFS", path: "Tests/CFaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "SignetTestSupport",
      dependencies: [
        "SignetTestProcesses", "SignetCore", "SignetCrypto", "SignetAudit", "SignetSQLite",
      ],
      path: "Tests/Support", swiftSettings: settings),
    .systemLibrary(name: "CSpawn", path: "Tests/CSpawn"),
    .target(
      name: "SignetTestProcesses", dependencies: ["CSpawn"], path: "Tests/Processes",
      swiftSettings: settings),
    tests("SignetCryptoTests", ["SignetCrypto", "COpenSSL"]),
    tests("SignetJSONTests", ["SignetJSON"]),
    tests("SignetTokensTests", ["SignetTokens", "SignetCrypto", "SignetJSON"]),
    tests("SignetAuditTests", ["SignetAudit", "SignetCrypto"]),
    tests(
      "SignetSQLiteTests",
      ["SignetTestProcesses", "SignetSQLite", "SignetCore", "CFaultVFS", grdb]),
    tests(
      "SignetCoreTests",
      [
        "SignetTestProcesses", "SignetTestSupport", "SignetCore", "SignetCrypto", "SignetTokens",
        "SignetAudit",
        "SignetSQLite", "CFaultVFS", grdb,
      ]),
    tests(
      "SignetModelTests",
      [
        "SignetTestProcesses", "SignetTestSupport", "SignetVerifier", "SignetClient", "SignetAPI",
        "SignetCore",
        "SignetCrypto", "SignetTokens", "SignetAudit", "SignetSQLite",
      ]),
    tests("SignetAPITests", ["SignetAPI", "SignetJSON"]),
    tests(
      "SignetServerTests",
      [
        "SignetTestProcesses", "SignetTestSupport", "SignetServer", "SignetCore", "SignetCrypto",
        "CLinux", nioCore,
        nioPosix, nioHTTP1, logging, nioEmbedded,
      ]),
    tests(
      "SignetClientTests",
      [
        "SignetTestProcesses", "SignetClient", "SignetAPI", nioCore, nioPosix, nioHTTP1,
        nioEmbedded,
      ]),
    tests(
      "SignetVerifierTests",
      [
        "SignetVerifier", "VerifierExample", "SignetTestSupport", "SignetTestProcesses", "signetd",
        "SignetServer", "SignetClient", "SignetAPI", "SignetCore", "SignetTokens", "SignetCrypto",
        logging,
      ]),
    tests(
      "signetdTests",
      [
        "SignetTestProcesses", "signetd", "VerifierExample", "SignetBench", "SignetAPI",
        "SignetAudit", "SignetCore", "SignetClient", "SignetSystemd", "SignetServer", logging,
      ]),
    tests("SignetSystemdTests", ["SignetSystemd"]),
    tests(
      "signetTests",
      ["SignetTestProcesses", "signet", "signetd", "SignetClient", "SignetAPI", "SignetJSON"]),
  ]
)
