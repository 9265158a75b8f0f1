// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
// Pure targets know no socket, file, queue, clock or random source; pointers need the word `unsafe`.
let pure = strict + [.strictMemorySafety()]

// What lives on an event loop. Debug builds, in which the unit tests run, check at each access to an object's variable
// that no other is under way; checking again in the product took 2,600 of the 8,400 instructions of an echo.
let live = strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

func pureTarget(
  _ name: String, _ dependencies: [Target.Dependency] = [], _ more: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: pure + more)
}
func shell(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: live)
}
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "secondring",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "secondring", targets: ["secondring"])],
  traits: [.trait(name: "Fuzz", description: "Builds `fuzz` for libFuzzer; see Tests/Fuzz/run.")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
  ],
  targets: [
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CChecksum"),
    .target(name: "CScratchMemory"),

    pureTarget("Primitives", ["CChecksum"]),
    // The reader borrows its bytes: a type that may not outlive a span says so with `@_lifetime`.
    pureTarget("JSON", [], [.enableExperimentalFeature("Lifetimes")]),
    pureTarget("ChatDomain", ["Primitives"]),
    pureTarget("WebSocketProtocol", ["Primitives"]),
    pureTarget("HTTPProtocol", ["Primitives"]),
    pureTarget("TranscriptFormat", ["ChatDomain", "JSON", "Primitives"]),
    pureTarget("ChatWire", ["ChatDomain", "JSON", "Primitives"]),
    pureTarget("Simulation", ["ChatDomain", "JSON", "Primitives"]),
    pureTarget("Search", ["Primitives"]),

    shell("TLSProtocol", ["COpenSSL", "CScratchMemory", "Primitives"]),
    shell("Secrets", ["COpenSSL", "Primitives"]),
    shell("Deflate", ["CZlib", "Primitives"]),
    shell("EventLoops", ["CLinux", "Primitives"]),
    shell(
      "Networking",
      ["EventLoops", "HTTPProtocol", "WebSocketProtocol", "TLSProtocol", "Deflate", "Primitives", "CLinux"]),
    shell("Storage", ["EventLoops", "TranscriptFormat", "ChatDomain", "Search", "CLinux", "Primitives"]),
    shell(
      "ChatServer",
      [
        "Networking", "Storage", "ChatWire", "ChatDomain", "TranscriptFormat", "HTTPProtocol", "WebSocketProtocol",
        "EventLoops", "TLSProtocol", "Search", "Secrets", "Deflate", "JSON", "Primitives", "CLinux", logging, metrics,
        configuration,
      ]),
    .executableTarget(
      name: "secondring",
      dependencies: [
        "ChatServer", "ChatDomain", "Storage", "Networking", "WebSocketProtocol", "TLSProtocol", "EventLoops",
        "Primitives", "Simulation",
        argumentParser,
      ],
      swiftSettings: strict),
    shell("ChatTesting", ["ChatDomain", "Deflate", "Primitives"]),

    .target(
      name: "ServerTesting", dependencies: ["EventLoops", "HTTPProtocol", "Primitives", "WebSocketProtocol"],
      path: "Tests/ServerTesting", swiftSettings: strict),

    .executableTarget(
      name: "load",
      dependencies: [
        "Networking", "EventLoops", "HTTPProtocol", "JSON", "ServerTesting", "TLSProtocol", "WebSocketProtocol",
        "Primitives", argumentParser,
      ],
      path: "Tests/Load", exclude: ["chat"], swiftSettings: live),

    .executableTarget(
      name: "crowd", dependencies: ["ChatDomain", "ChatTesting", "Primitives", "Simulation", argumentParser],
      path: "Tests/Crowd", exclude: ["run"], swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ChatDomain", "ChatWire", "Deflate", "HTTPProtocol", "JSON", "Primitives", "TranscriptFormat",
        "WebSocketProtocol",
      ],
      path: "Tests/Fuzz/Targets", swiftSettings: strict),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"], .when(traits: ["Fuzz"]))]),

    .executableTarget(
      name: "tenyears",
      dependencies: [
        "ChatDomain", "ChatTesting", "EventLoops", "Primitives", "Search", "Storage", "TranscriptFormat",
        argumentParser,
      ],
      path: "Tests/TenYears", exclude: ["run"], swiftSettings: strict),

    .executableTarget(
      name: "reopen", dependencies: ["EventLoops", "Storage"], path: "Tests/Crash/Reopen", swiftSettings: strict),
    .executableTarget(
      name: "recovery", dependencies: ["ChatDomain", "EventLoops", "Primitives", "Storage", argumentParser],
      path: "Tests/Crash/Recovery", swiftSettings: strict),

    tests("PrimitivesTests", ["ChatTesting", "Primitives"]),
    tests("JSONTests", ["JSON"]),
    tests("ChatDomainTests", ["ChatDomain", "ChatTesting", "Primitives"]),
    tests("SearchTests", ["ChatTesting", "Primitives", "Search"]),
    tests("DeliveryModelTests", []),
    tests("SimulationTests", ["ChatDomain", "ChatTesting", "Primitives", "Simulation"]),
    tests("ChatWireTests", ["ChatDomain", "ChatTesting", "ChatWire", "JSON", "Primitives"], exclude: ["samples"]),
    tests("WebSocketProtocolTests", ["ChatTesting", "Deflate", "Primitives", "WebSocketProtocol"]),
    tests("HTTPProtocolTests", ["ChatTesting", "HTTPProtocol", "Primitives"]),
    tests("DeflateTests", ["ChatTesting", "Deflate", "Primitives"]),
    tests("FuzzTests", ["ChatTesting", "FuzzTargets"]),
    tests("TLSProtocolTests", ["COpenSSL", "CScratchMemory", "ChatTesting", "Primitives", "TLSProtocol"]),
    tests("SecretsTests", ["ChatTesting", "Primitives", "Secrets"]),
    tests("TranscriptFormatTests", ["ChatDomain", "JSON", "Primitives", "TranscriptFormat"]),
    tests("EventLoopsTests", ["EventLoops", "Primitives"]),
    tests(
      "NetworkingTests",
      [
        "COpenSSL", "EventLoops", "HTTPProtocol", "Networking", "Primitives", "ServerTesting", "TLSProtocol",
        "WebSocketProtocol", "secondring",
      ]),
    tests(
      "StorageTests",
      ["ChatDomain", "ChatTesting", "EventLoops", "Primitives", "Search", "Storage", "TranscriptFormat"]),
    tests(
      "ChatServerTests",
      [
        "ChatDomain", "ChatServer", "ChatTesting", "Deflate", "EventLoops", "HTTPProtocol", "JSON", "Primitives",
        "Secrets", "ServerTesting", "Storage", "TLSProtocol", "TranscriptFormat", "WebSocketProtocol", logging,
      ]),
  ]
)
