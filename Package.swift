// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A target of ours. One exists only for a dependency reason: a C library, a heavy package, an unsafe boundary,
/// or a port with several implementations. Everything else is a folder.
func target(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

let package = Package(
    name: "b2mml-adapter",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "b2mml", targets: ["AdapterCommand"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        target("Diagnostics", []),
        target("XMLStream", ["CLibXML2", "Diagnostics"]),
        tests("XMLStreamTests", ["XMLStream", "CLibXML2", "Diagnostics"]),
        target("XMLSchema", ["XMLStream", "Diagnostics"]),
        tests(
            "XMLSchemaTests", ["XMLSchema", "XMLStream", "CLibXML2", "Diagnostics"],
            exclude: ["Differential/disputed.tsv", "Oracles", "Validation/Fixtures", "Validation/Golden"]),
        target(
            "B2MML",
            ["XMLSchema", "XMLStream", "Diagnostics", .product(name: "Crypto", package: "swift-crypto")]),
        target("Operations", ["Diagnostics"]),
        tests("OperationsTests", ["Operations", "Diagnostics"], resources: [.copy("Golden")]),
        target(
            "Mapping",
            [
                "B2MML", "XMLSchema", "XMLStream", "Operations", "Diagnostics",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
            ]),
        tests(
            "MappingTests", ["Mapping", "B2MML", "XMLSchema", "XMLStream", "Diagnostics"],
            resources: [.copy("Fixtures")]),
        tests(
            "BindingTests", ["Mapping", "B2MML", "XMLSchema", "XMLStream", "Operations", "Diagnostics"],
            resources: [.copy("Fixtures")]),
        target("Journal", ["Operations", "Diagnostics"]),
        tests("JournalTests", ["Journal", "Operations", "Diagnostics", "TestSupport"]),
        target(
            "JournalSQLite",
            ["Journal", "Operations", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "JournalSQLiteTests",
            [
                "JournalSQLite", "Journal", "Operations", "Diagnostics", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Fixtures")]),
        .target(
            name: "TestSupport", dependencies: ["Journal", "Operations", "Diagnostics"],
            path: "Tests/TestSupport", swiftSettings: settings),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        target(
            "Adapter",
            [
                "Mapping", "Journal", "B2MML", "CZlib", "XMLSchema", "XMLStream", "Operations", "Diagnostics",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "CLibCurl"),
        target(
            "HTTPExchange",
            [
                "Adapter", "B2MML", "CLibCurl", "Operations", "Diagnostics", "XMLSchema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        tests(
            "HTTPExchangeTests",
            [
                "HTTPExchange", "Adapter", "Operations", "Diagnostics",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Fixtures")]),
        .executableTarget(
            name: "AdapterCommand",
            dependencies: [
                "Adapter", "B2MML", "Diagnostics", "HTTPExchange", "Journal", "JournalSQLite", "Mapping",
                "Operations",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        tests(
            "AdapterTests",
            [
                "Adapter", "B2MML", "CZlib", "Diagnostics", "HTTPExchange", "Journal", "JournalSQLite",
                "Mapping", "TestSupport",
                "Operations", "XMLSchema", "XMLStream", .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Gantt/Golden", "Lineage/Golden"]),
        tests("AdapterCommandTests", ["AdapterCommand"]),
        .testTarget(
            name: "EvilTests", dependencies: ["Adapter", "B2MML", "Diagnostics", "XMLStream"],
            path: "Tests/Evil",
            exclude: ["Documents", "index.tsv", "run.sh"], swiftSettings: settings),
        tests("B2MMLTests", ["B2MML", "XMLSchema", "XMLStream", "Diagnostics"]),
        tests(
            "DocumentationTests",
            [
                "Adapter", "AdapterCommand", "B2MML", "Diagnostics", "HTTPExchange", "Mapping", "Operations",
                "XMLStream",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
