import Adapter
import B2MML
import Diagnostics
import Foundation
import HTTPExchange
import Journal
import Operations

/// The simulated plant beside the adapter: the same doors as in a real one, with a business that is played on this
/// machine.
struct PlantDemo {
    let folder: DemoFolder
    let days: Int
    let seed: UInt64
    /// The cell that the plant does not do.
    let without: PlantCell?
    private let model = PlantModel.paints

    /// - Returns: what came of it, which is in the folder, too.
    func run(_ installation: Installation) async throws -> PlantSummary {
        let settings = try copySettings(of: installation)
        let library = SchemaLibrary(folder: installation.schemas, images: .standard())
        let clock = DemoClock(PlantModel.start)
        let simulator = EndpointSimulator(
            erp: B2MMLPartner(library: library, logicalID: PlantEnvelope.sender, now: clock.clock.now),
            now: clock.clock.now)
        let summary = try await simulator.whileRunning { url in
            try await work(erp: url, settings: settings, clock: clock)
        }
        try folder.write(Array((summary.text + "\n").utf8), to: "report.txt")
        return summary
    }

    /// The settings lie beside the journal, so that the commands can be used on what is kept.
    private func copySettings(of installation: Installation) throws -> String {
        let samples = "\(installation.mappings)/demo/examples/paint-plant"
        try folder.makeFolder("plant-rules")
        let rules = try FileManager.default.contentsOfDirectory(atPath: "\(samples)/plant-rules").sorted()
        for name in ["b2mml.yaml"] + rules.map({ "plant-rules/\($0)" }) {
            guard let data = FileManager.default.contents(atPath: "\(samples)/\(name)") else {
                throw FileProblem.missing("\(samples)/\(name)")
            }
            try folder.write(Array(data), to: name)
        }
        return "\(folder.path)/b2mml.yaml"
    }

    private func work(erp url: String, settings file: String, clock: DemoClock) async throws -> PlantSummary {
        var settings = try SettingsReader.read(file: file, environment: [:])
        settings.journal = "sqlite:\(folder.journal)"
        settings.partners["erp"]?.endpoint?.url = "\(url)/b2mml"
        let session = try Session.open(settings, clock: clock.clock)
        return try await session.use { session in
            try await session.write { writer in
                var run = PlantRun(
                    session, writer: writer, clock: clock, doors: try PlantDoors(folder), model: model,
                    rates: PlantFaultRates(), seed: seed)
                try await run.play(days: days)
                let replayed = try await LoopReplay.of(
                    settings.site, in: session.journal, settings: settings, usingSnapshots: false)
                return PlantSummary(
                    run, model: model, days: days, seed: seed, without: without, loop: replayed.loop,
                    isReplayed: replayed.loop.state == writer.state)
            }
        }
    }
}
