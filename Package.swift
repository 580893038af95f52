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

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: [], resources: resources, swiftSettings: settings)
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
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        target("Diagnostics", []),
        target("XMLStream", ["CLibXML2", "Diagnostics"]),
        tests("XMLStreamTests", ["XMLStream", "CLibXML2", "Diagnostics"]),
        target("XMLSchema", ["XMLStream", "Diagnostics"]),
        target("B2MML", ["XMLSchema", "XMLStream", "Diagnostics"]),
        target("Operations", ["Diagnostics"]),
        target("Mapping", ["B2MML", "XMLSchema", "XMLStream", "Operations", "Diagnostics"]),
        target("Journal", ["Operations", "Diagnostics"]),
        target(
            "Adapter",
            [
                "Mapping", "Journal", "B2MML", "XMLSchema", "XMLStream", "Operations", "Diagnostics",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .systemLibrary(
            name: "CLibCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        target(
            "HTTPExchange",
            [
                "Adapter", "CLibCurl", "Operations", "Diagnostics",
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
                "Adapter", "B2MML", "Operations", "Diagnostics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        tests("B2MMLTests", ["B2MML", "XMLSchema", "XMLStream", "Diagnostics"]),
    ],
    swiftLanguageModes: [.v6]
)
