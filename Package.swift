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
