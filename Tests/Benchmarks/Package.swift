// swift-tools-version: 6.1
import PackageDescription

// Apart from the adapter, so that neither depends on the other: it measures whole processes.
let package = Package(
    name: "b2mml-benchmarks",
    targets: [.executableTarget(name: "Benchmark")],
    swiftLanguageModes: [.v6]
)
