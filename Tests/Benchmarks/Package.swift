// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// Apart from the adapter, so that neither depends on the other: `Benchmark` measures whole processes, and
// `SchedulingBenchmark`, `GenealogyBenchmark` and `LoopBenchmark` are built with the sources themselves, which are links in
// `Sources`.
let package = Package(
    name: "b2mml-benchmarks",
    targets: [
        .executableTarget(name: "Benchmark"),
        .target(name: "Diagnostics", swiftSettings: settings),
        .target(name: "Operations", dependencies: ["Diagnostics"], swiftSettings: settings),
        .executableTarget(name: "SchedulingBenchmark", dependencies: ["Operations"]),
        .executableTarget(name: "GenealogyBenchmark", dependencies: ["Operations"]),
        .executableTarget(name: "LoopBenchmark", dependencies: ["Operations"]),
    ],
    swiftLanguageModes: [.v6]
)
